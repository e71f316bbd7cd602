import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';

/**
 * Milliseconds until such work begins. The embedded database runs on this very thread: work that begins at once would
 * delay the answer, whose time must not show it.
 */
const wait = { least: 50, most: 250 };

/**
 * Work that nobody waits for: notes of failed sign-ins must not make the answer slower for addresses that exist. A
 * clean shutdown waits for it.
 */
export interface Background {
  readonly run: (what: string, work: () => Promise<void>) => void;
  readonly settled: () => Promise<void>;
}

export function createBackground(logger: Logger): Background {
  const running = new Set<Promise<void>>();
  return {
    run: (what, work) => {
      const task = delay(randomInt(wait.least, wait.most))
        .then(work)
        .catch((error: unknown) => logger.error({ err: error, what }, 'background work failed'))
        .finally(() => running.delete(task));
      running.add(task);
    },
    settled: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
