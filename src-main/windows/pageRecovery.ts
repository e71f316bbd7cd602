import type { Log } from '../log.ts';
import { createRestartDelay } from '../restartDelay.ts';

/** So many ends of the page within so many milliseconds are no accident any more. */
const mostEnds = 5;
const within = 120_000;

/** What the person at the window is asked, and what each answer means. */
export type PageQuestion = 'keeps-ending' | 'hangs';
export type PageAnswer = 'reload' | 'quit' | 'wait';

export interface PageRecoveryDeps {
  /** Loads the page in a new process. */
  readonly reload: () => void;
  /** Ends the process of a page that hangs. */
  readonly end: () => void;
  readonly quit: () => void;
  /** Rejects when the question is withdrawn. */
  readonly ask: (question: PageQuestion, signal: AbortSignal) => Promise<PageAnswer>;
  readonly log: Log;
  /** In milliseconds, from any beginning. */
  readonly now?: () => number;
}

/** Brings a page back whose process ended or hangs. */
export interface PageRecovery {
  /** `reason`: a word, Electron's where its process is gone. */
  readonly ended: (reason: string) => void;
  readonly hangs: () => void;
  /** It hangs no longer. */
  readonly answers: () => void;
  /** The window is closed. */
  readonly dispose: () => void;
}

/**
 * A page whose process ends is loaded again at once, then ever later. One that ends again and again would leave an empty
 * window that flickers, so then it is said in words and the person decides. One that hangs may be waited for.
 */
export function createPageRecovery({
  reload,
  end,
  quit,
  ask,
  log,
  now = () => performance.now(),
}: PageRecoveryDeps): PageRecovery {
  let delay = createRestartDelay();
  let loadedAt = now();
  let ends: readonly number[] = [];
  let timer: NodeJS.Timeout | undefined;
  let asking: AbortController | null = null;
  let disposed = false;

  function load(): void {
    loadedAt = now();
    reload();
  }

  function withdraw(): void {
    asking?.abort();
    asking = null;
  }

  async function answerTo(question: PageQuestion): Promise<PageAnswer | null> {
    withdraw();
    const own = new AbortController();
    asking = own;
    const answer = await ask(question, own.signal).catch(() => null);
    // Withdrawn: whatever the box says, the page has gone on.
    if (own.signal.aborted || disposed) return null;
    asking = null;
    return answer;
  }

  async function askWhetherAgain(): Promise<void> {
    const answer = await answerTo('keeps-ending');
    if (answer === null) return;
    if (answer === 'quit') return quit();
    ends = [];
    delay = createRestartDelay();
    load();
  }

  return {
    ended(reason) {
      if (disposed || reason === 'clean-exit') return;
      const at = now();
      ends = [...ends.filter((before) => at - before < within), at];
      log.warn('page ended', { reason, recently: ends.length });
      clearTimeout(timer);
      withdraw();
      if (ends.length >= mostEnds) void askWhetherAgain();
      else timer = setTimeout(load, delay(at - loadedAt));
    },
    hangs() {
      if (disposed || asking !== null) return;
      log.warn('page hangs');
      void answerTo('hangs').then((answer) => {
        if (answer === 'reload') end();
      });
    },
    answers: withdraw,
    dispose() {
      disposed = true;
      clearTimeout(timer);
      withdraw();
    },
  };
}
