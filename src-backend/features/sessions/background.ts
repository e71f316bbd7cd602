import type { Logger } from 'pino';

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
      const task = work()
        .catch((error: unknown) => logger.error({ err: error, what }, 'background work failed'))
        .finally(() => running.delete(task));
      running.add(task);
    },
    settled: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
