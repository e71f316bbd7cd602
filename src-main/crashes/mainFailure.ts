import { exceptionFacts } from '#shared/desktop/exceptionFacts.ts';
import type { Log } from '../log.ts';

export interface MainFailureDeps {
  readonly log: Log;
  /** Says it in a box and waits for the person. */
  readonly say: (title: string, text: string) => void;
  /** Ends in order: tokens kept, copies closed. */
  readonly quit: () => void;
  /** Ends at once. */
  readonly exit: (code: number) => void;
}

/** The longest that an orderly end may take once something is wrong, in milliseconds. */
const longestEnd = 8000;

const title = 'TenantDesk has to stop';
const text =
  'Something failed in it that should not, and going on could do harm. What was saved is saved, and what you had typed ' +
  'is offered again at the next start. Start TenantDesk again; if this keeps happening, send "Help → Copy Diagnostics" ' +
  'to support.';

export interface MainFailure {
  /** Takes what was thrown and caught by nobody. */
  readonly met: (thrown: unknown) => void;
  /** With which code the program ends. */
  readonly exitCode: () => 0 | 1;
}

/**
 * Ends the program when main met a bug: what it holds (tokens, windows, accounts) can't be trusted from then on. Electron
 * itself would show a stack, or for a promise nothing, and go on half dead.
 */
export function createMainFailure({ log, say, quit, exit }: MainFailureDeps): MainFailure {
  let failed = false;
  return {
    met(thrown) {
      log.warn('main failed', exceptionFacts(thrown));
      if (failed) return;
      failed = true;
      say(title, text);
      setTimeout(() => exit(1), longestEnd);
      quit();
    },
    exitCode: () => (failed ? 1 : 0),
  };
}
