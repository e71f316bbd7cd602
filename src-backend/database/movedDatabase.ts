import { randomUUID } from 'node:crypto';
import { inEachTenant } from './eachTenant.ts';
import type { SqlSession } from './sqlDatabase.ts';

/*
 * Ids of transactions mean something only within one cluster. A database that was dumped and restored elsewhere, or
 * copied, carries ids from its old place: lines "from the future" would stay out of the feed, and old cursors would
 * point anywhere. So a database remembers where it lives, and when that has changed it becomes another database: all
 * cursors ask for a new load, and lines from the future are stamped again.
 */

/** Names cluster, timeline (which a point-in-time recovery changes) and database. */
export const whereabouts = `select (select system_identifier from pg_control_system()) || '/' ||
  (select timeline_id from pg_control_checkpoint()) || '/' ||
  (select oid from pg_database where datname = current_database()) as here`;

const restamp = (session: SqlSession): Promise<void> =>
  inEachTenant(session, async (tenantId) => {
    await session.query(
      `update changes set changed_xid = pg_current_xact_id()
       where tenant_id = $1 and changed_xid >= pg_current_xact_id()`,
      [tenantId],
    );
  });

interface Place {
  readonly here: string;
  readonly known: string | null;
}

async function place(session: SqlSession): Promise<Place> {
  const { rows } = await session.query<Place>(
    `select here, (select value from directory.configuration where key = 'database.whereabouts') as known
     from (${whereabouts}) w`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('A database is somewhere.');
  return row;
}

/** Notices that the database lives elsewhere than at its last start. `lock` begins a transaction that replicas share. */
export async function settleMovedDatabase(session: SqlSession, lock: string): Promise<void> {
  const seen = await place(session);
  if (seen.here === seen.known) return;
  await session.script(lock);
  const { here, known } = await place(session);
  if (known !== null && known !== here) await restamp(session);
  if (known !== here) {
    await session.query(
      `insert into directory.configuration (key, value) values ('database.whereabouts', $1), ('database.id', $2)
       on conflict (key) do update set value = excluded.value`,
      [here, randomUUID()],
    );
  }
  await session.query('commit');
}
