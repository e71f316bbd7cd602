import type { ConsoleStore } from '../state/consoleStore.ts';

/**
 * Holds the window open while something in it is unsaved, and asks. Only then: a page that listens to `beforeunload` is
 * waited for when the window closes. Returns the function that stops it.
 */
export function holdOpen(console: ConsoleStore): () => void {
  const hold = (event: BeforeUnloadEvent): void => {
    event.preventDefault();
    console.getState().askToLeave({ exit: 'close' });
  };
  const follow = (): void => {
    if (console.getState().unsaved.length > 0) window.addEventListener('beforeunload', hold);
    else window.removeEventListener('beforeunload', hold);
  };
  const stop = console.subscribe(follow);
  follow();
  return () => {
    stop();
    window.removeEventListener('beforeunload', hold);
  };
}
