import { setTimeout as delay } from 'node:timers/promises';
import type { SqlDatabase, SqlSession } from '../../../src-backend/database/sqlDatabase.ts';

/** Resolves when as many transactions wait for the one of this connection, or for those that wait for it. */
export async function waitedFor(database: SqlDatabase, pid: number, many = 1): Promise<void> {
  const waiting = `with recursive w (pid) as (select $1::int union
      select a.pid from pg_stat_activity a join w on w.pid = any(pg_blocking_pids(a.pid)))
    select from w where pid <> $1`;
  for (;;) {
    const { rows } = await database.session((session) => session.query(waiting, [pid]));
    if (rows.length >= many) return;
    await delay(5);
  }
}

/** Runs statements in a transaction, lets others begin meanwhile, and commits once they wait. PostgreSQL on a server only. */
export async function whileHeld<T>(
  database: SqlDatabase,
  hold: (session: SqlSession) => Promise<unknown>,
  ...calls: readonly (() => Promise<T>)[]
): Promise<readonly T[]> {
  return database.session(async (session) => {
    await session.script('begin');
    await hold(session);
    const { rows } = await session.query<{ pid: number }>('select pg_backend_pid() as pid');
    const begun: Promise<T>[] = [];
    for (const call of calls) {
      begun.push(call());
      await waitedFor(database, rows[0]?.pid ?? 0, begun.length);
    }
    await session.script('commit');
    return Promise.all(begun);
  });
}
