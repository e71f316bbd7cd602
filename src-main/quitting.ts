import type { App } from 'electron';

/** The longest that an orderly end may take, in milliseconds: all of its steps have limits of their own, which add up to less. */
const longestEnd = 15_000;

export interface QuittingDeps {
  readonly app: Pick<App, 'on' | 'quit' | 'exit'>;
  /** Ends what runs before the program does. False: something can't be ended, and hangs. */
  readonly end: () => Promise<boolean>;
  readonly exitCode: () => number;
  /** Ends the process at once, whatever its threads are in. */
  readonly kill: () => void;
}

/**
 * Ends what runs before the program does: the last token kept, the copies closed. A process waits at its exit for each of
 * its threads, for ever where one is held by a keychain that doesn't answer; such a one is ended from outside.
 */
export function whenQuitting({ app, end, exitCode, kill }: QuittingDeps): void {
  let began = false;
  let ended = false;
  const leave = (clean: boolean): void => {
    if (!clean) return kill();
    ended = true;
    // In a task of its own: while this event is being answered, another quit is not heard.
    setImmediate(() => (exitCode() === 0 ? app.quit() : app.exit(exitCode())));
  };
  app.on('will-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    if (began) return;
    began = true;
    const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), longestEnd));
    Promise.race([end(), late]).then(leave, (thrown: unknown) => {
      leave(true);
      throw thrown;
    });
  });
}
