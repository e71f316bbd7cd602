/**
 * A process that opens a copy as a version after this one would, with one migration more, and tells by a line how far it is:
 * `node migratingChild.ts FILE killed` stays in the midst of that migration until it is killed; with `done` it goes on to
 * the end, and says `opened` or the reason why not.
 */
import { writeSync } from 'node:fs';
import { Refusal } from '#shared/api/errors.ts';
import { openCopy } from '../../src-engine/cache/copy.ts';
import type { WritableDatabase } from '../../src-engine/cache/database.ts';
import { copyContents } from '../../src-engine/copyContents.ts';
import { someKey } from './engineConsole.ts';

const [file = '', end = ''] = process.argv.slice(2);
/** At once, also while nothing else runs in this process. */
const tell = (line: string): void => void writeSync(1, `${line}\n`);

/** Changes every user and writes a megabyte, which a small page cache lets reach the disk before the commit. */
function migrateFurther(database: WritableDatabase): void {
  database.execute(`
    PRAGMA cache_size = 10;
    CREATE TABLE later (id INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT;
    UPDATE users_0 SET job_title = 'Half migrated';
    INSERT INTO later (content)
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
      SELECT randomblob(4000) FROM n`);
  if (end !== 'killed') return;
  tell('midst');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

try {
  const copy = openCopy({
    location: { copy: { file, keyHex: someKey }, nativeBinding: null },
    contents: { ...copyContents, migrations: [...copyContents.migrations, migrateFurther] },
    writerEntry: null,
    log: { write: () => undefined },
  });
  await copy.close();
  tell('opened');
} catch (error) {
  tell(error instanceof Refusal ? String(error.error.details?.['reason']) : String(error));
}
