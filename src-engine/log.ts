type Level = 'info' | 'warn' | 'error';
type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** Lines about the engine's own life. Never data of people: names, e-mails and texts of answers stay out. */
export interface Log {
  write(level: Level, message: string, facts?: Facts): void;
}

/** One JSON object a line on stderr, which main inherits. */
export function createLog(): Log {
  return {
    write(level, message, facts = {}) {
      const line = { time: new Date().toISOString(), process: 'engine', level, message, ...facts };
      process.stderr.write(`${JSON.stringify(line)}\n`);
    },
  };
}

/** An exception as facts: what and where, without its message's values where the copy or an answer may speak. */
export function exceptionFacts(error: unknown): Facts {
  if (!(error instanceof Error)) return { exception: typeof error };
  return {
    exception: error.name,
    detail: error.message.slice(0, 300),
    stack: error.stack?.slice(0, 1500) ?? null,
  };
}
