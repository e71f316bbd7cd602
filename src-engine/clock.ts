/** Time and chance, so that tests can decide about both. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds since some moment, whoever sets the clock meanwhile. May stand still while the computer sleeps. */
  elapsed(): number;
  /** Calls back once after `milliseconds`; returns the function that cancels it. Doesn't keep the process alive. */
  after(milliseconds: number, work: () => void): () => void;
  /** From 0 to 1. */
  random(): number;
}

export function createClock(): Clock {
  return {
    now: () => Date.now(),
    elapsed: () => performance.now(),
    after(milliseconds, work) {
      const timer = setTimeout(work, milliseconds);
      timer.unref();
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
  };
}

export const toInstant = (milliseconds: number): string => new Date(milliseconds).toISOString();
