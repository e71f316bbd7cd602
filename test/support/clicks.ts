import type { Page } from '@playwright/test';

/** Counts presses of the mouse in a window from now on; typing is free. Returns the function that says how many there were. */
export async function countClicks(window: Page): Promise<() => Promise<number>> {
  await window.evaluate(() => {
    const page = globalThis as { pressed?: number };
    page.pressed = 0;
    document.addEventListener('pointerdown', () => (page.pressed = (page.pressed ?? 0) + 1), true);
  });
  return () => window.evaluate(() => (globalThis as { pressed?: number }).pressed ?? 0);
}
