/** What a process noted in its log, as far as it may be shown to anybody: words of the program itself, codes and numbers. */
export interface RecentEvent {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly level: 'info' | 'warn' | 'error';
  readonly what: string;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** The last errors and warnings of a process, in memory only. */
export interface RecentEvents {
  readonly note: (
    level: RecentEvent['level'],
    what: string,
    facts: Readonly<Record<string, unknown>>,
  ) => void;
  /** Oldest first. */
  readonly list: () => readonly RecentEvent[];
}

/** Enough to see what led to a failure, little enough to be read. */
const mostEvents = 50;

/** Facts whose texts are the program's own words: names of commands, codes, classes of errors, places in its files. */
const tellable: readonly string[] = ['at', 'asked', 'code', 'command', 'exception', 'reason'];

export function createRecentEvents(now: () => number = Date.now): RecentEvents {
  let events: readonly RecentEvent[] = [];
  return {
    note(level, what, facts) {
      if (level === 'info') return;
      const told = Object.entries(facts).filter(
        ([name, value]) =>
          typeof value === 'number' ||
          typeof value === 'boolean' ||
          (typeof value === 'string' && tellable.includes(name)),
      ) as [string, string | number | boolean][];
      events = [...events, { at: now(), level, what, facts: Object.fromEntries(told) }].slice(-mostEvents);
    },
    list: () => events,
  };
}
