import type { RecentEvents } from '#shared/desktop/recentEvents.ts';

export interface Log {
  readonly warn: (what: string, facts?: LogFacts) => void;
}

/** Codes, counts and durations. Never tokens, addresses, names or paths: there is no field for free text. */
export type LogFacts = Readonly<Record<string, number | boolean | string>>;

/** One line of JSON per entry on stderr, for a person who started the console from a terminal; the last ones stay at hand. */
export function createLog(write: (line: string) => void, recent: Pick<RecentEvents, 'note'>): Log {
  return {
    warn(what, facts = {}) {
      recent.note('warn', what, facts);
      write(`${JSON.stringify({ process: 'main', what, ...facts })}\n`);
    },
  };
}
