import type { RecentEvents } from '#shared/desktop/recentEvents.ts';

type Level = 'info' | 'warn' | 'error';
type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** Lines about the engine's own life. Never data of people: names, e-mails and texts of answers stay out. */
export interface Log {
  write(level: Level, message: string, facts?: Facts): void;
}

/** One JSON object a line on stderr, which main inherits; the last ones stay at hand. */
export function createLog(recent: Pick<RecentEvents, 'note'>): Log {
  return {
    write(level, message, facts = {}) {
      recent.note(level, message, facts);
      const line = { time: new Date().toISOString(), process: 'engine', level, message, ...facts };
      process.stderr.write(`${JSON.stringify(line)}\n`);
    },
  };
}
