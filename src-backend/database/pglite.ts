import { PGlite } from '@electric-sql/pglite';
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';

const int8 = 20;

/** Opens (or, in an empty folder, makes) an embedded PostgreSQL. Without a folder it lives in memory. */
export function openPglite(dataDir?: string): Promise<PGlite> {
  return PGlite.create({
    ...(dataDir === undefined ? {} : { dataDir }),
    extensions: { pg_trgm, btree_gin },
    parsers: { [int8]: Number },
  });
}
