import type { BusyReason } from '#shared/desktop/updates.ts';
import type { Desktop } from '../bridge/desktop.ts';
import type { ConsoleStore } from '../state/consoleStore.ts';

/** Tells main what an installation would cut off at the moment. Returns the function that stops it. */
export function followBusy(desktop: Desktop, console: ConsoleStore): () => void {
  let sending = 0;
  // What a page that crashed had told is not true any more.
  let told: string | null = null;
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
