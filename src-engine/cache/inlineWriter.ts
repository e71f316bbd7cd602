import { setImmediate } from 'node:timers/promises';
import { type CopyContents, prepareForWrites, runWrite } from './contents.ts';
import type { WritableDatabase } from './database.ts';
import type { CopyWrite } from './write.ts';
import type { CopyWriter } from './writer.ts';

/** Writes on the connection of the queries, one at a time and with a pause for others between them. */
export function createInlineWriter(database: WritableDatabase, contents: CopyContents): CopyWriter {
  prepareForWrites(database, contents);
  let last: Promise<unknown> = Promise.resolve();
  return {
    write<I, O>({ name }: CopyWrite<I, O>, input: I): Promise<O> {
      const next = last.then(async () => {
        await setImmediate();
        return runWrite(database, contents, { name, input }) as O;
      });
      last = next.catch(() => undefined);
      return next;
    },
    close: async () => {
      await last;
    },
  };
}
