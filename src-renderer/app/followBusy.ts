import type { BusyReason } from '#shared/desktop/updates.ts';
import type { Desktop } from '../bridge/desktop.ts';
import type { ConsoleStore } from '../state/consoleStore.ts';

/** Tells main what an installation would cut off at the moment. Returns the function that stops it. */
export function followBusy(desktop: Desktop, console: ConsoleStore): () => void {
  let sending = 0;
  // Nothing is known of a page that has just come (main forgets with the page): what need not be said takes nothing from its start.
  let told = '';
  const tell = (): void => {
    const { jobs, unsaved } = console.getState();
    const reasons: BusyReason[] = [
      ...(jobs.length > 0 ? (['job'] as const) : []),
      ...(sending > 0 ? (['sending'] as const) : []),
      ...(unsaved.length > 0 ? (['unsaved'] as const) : []),
    ];
    if (reasons.join() === told) return;
    told = reasons.join();
    void desktop.call('window.setBusy', { reasons });
  };
  const stops = [
    console.subscribe(tell),
    desktop.onSending((count) => {
      sending = count;
      tell();
    }),
  ];
  tell();
  return () => {
    for (const stop of stops) stop();
  };
}
