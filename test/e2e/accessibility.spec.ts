/// <reference lib="dom" />
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { accountOf } from '#test/support/desk.ts';
import { expect, test } from './fixtures.ts';

/** Serious and critical findings of axe, as `rule: elements`. */
async function seriousProblems(page: Page): Promise<string[]> {
  // The legacy mode runs in the page itself: Electron can't open the blank page that the other mode needs.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

/** What of the window could only be read by scrolling sideways. */
function wideParts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main *')]
      .filter((element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX))
      .filter((element) => element.scrollWidth > element.clientWidth)
      .map((element) => element.className),
  );
}

test('No screen has a serious problem for people with impairments, in light and dark', async ({
  desk,
  backend,
}) => {
  const window = await desk.start();
  await expect(window.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  expect(await seriousProblems(window)).toEqual([]);
  await desk.signIn(accountOf(backend, 'Admin', 'Nordwind Facility'));
  await expect(window.getByRole('row').nth(1)).toBeVisible();

  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme });
    for (const screen of [
      'Customers',
      'Users',
      'Recycle bin',
      'Profiles',
      'Products and processes',
      'Audit log',
    ]) {
      await desk.goTo(screen);
      await expect(window.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await seriousProblems(window), `${screen}, ${colorScheme}`).toEqual([]);
    }
    await desk.goTo('Users');
    await window.getByRole('button', { name: 'New user' }).first().click();
    await expect(window.getByRole('textbox', { name: 'First name', exact: true })).toBeVisible();
    expect(await seriousProblems(window), `user form, ${colorScheme}`).toEqual([]);
    await window.keyboard.press('Escape');
    await window.getByRole('row').nth(1).getByRole('checkbox').click();
    await window.getByRole('button', { name: 'Assign Profiles' }).click();
    await expect(window.getByRole('dialog', { name: 'Assign Profiles' })).toBeVisible();
    expect(await seriousProblems(window), `assign profiles, ${colorScheme}`).toEqual([]);
    await window.keyboard.press('Escape');
    await window.getByRole('button', { name: 'Clear selection' }).click();
    await window.getByRole('button', { name: 'Jobs', exact: true }).click();
    await expect(window.getByRole('dialog', { name: 'Jobs' }).getByText('undone for 30 days')).toBeVisible();
    expect(await seriousProblems(window), `jobs, ${colorScheme}`).toEqual([]);
    await window.keyboard.press('Escape');
  }
});

test('The pages of the backend have no serious problem either', async ({ desk, backend }) => {
  await desk.start();
  const page = await desk.openSignInPage();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await seriousProblems(page), `sign-in, ${colorScheme}`).toEqual([]);
  }
  const unknown = await desk.browse(`${backend.url}/activate/00000000-0000-4000-8000-000000000000/unknown`);
  expect(await seriousProblems(unknown)).toEqual([]);
});

test('The smallest window, also when it is zoomed, folds columns instead of scrolling sideways', async ({
  desk,
  backend,
}) => {
  const window = await desk.start();
  await desk.signIn(accountOf(backend, 'Admin', 'Nordwind Facility'));
  for (const width of [960, 800]) {
    await window.setViewportSize({ width, height: 700 });
    for (const screen of ['Customers', 'Users', 'Profiles']) {
      await desk.goTo(screen);
      await expect(window.getByRole('row').nth(1)).toBeVisible();
      await expect.poll(() => wideParts(window), `${screen} at ${width} pixels`).toEqual([]);
    }
  }
});
