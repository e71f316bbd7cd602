import { setImmediate } from 'node:timers/promises';
import type { WritableDatabase } from './database.ts';
import type { CopyWriter } from './writer.ts';
import { prepareForWrites, runWrite } from './writes.ts';

/** Writes on the connection of the queries, one at a time and with a pause for others between them. */
export function createInlineWriter(database: WritableDatabase): CopyWriter {
  prepareForWrites(database);
  let last: Promise<unknown> = Promise.resolve();
  return {
    write(name, input) {
      const next = last.then(async () => {
        await setImmediate();
        return runWrite(database, name, input);
      });
      last = next.catch(() => undefined);
      return next;
    },
    close: async () => {
      await last;
    },
  };
}
