import type { Desktop } from '../bridge/desktop.ts';
import type { ConsoleStore } from '../state/consoleStore.ts';

/** Puts a changed look on the page, and has it kept for the next start. Returns the function that stops it. */
export function followLook(desktop: Desktop, console: ConsoleStore): () => void {
  return console.subscribe(({ look }, before) => {
    if (look === before.look) return;
    Object.assign(document.documentElement.dataset, look);
    void desktop.call('window.setLook', look);
  });
}
