export interface Log {
  readonly warn: (what: string, facts?: LogFacts) => void;
}

/** Codes, counts and durations. Never tokens, addresses, names or paths: there is no field for free text. */
export type LogFacts = Readonly<Record<string, number | boolean | string>>;

/** One line of JSON per entry on stderr, for a person who started the console from a terminal. */
export function createLog(write: (line: string) => void): Log {
  return {
    warn: (what, facts = {}) => write(`${JSON.stringify({ process: 'main', what, ...facts })}\n`),
  };
}
