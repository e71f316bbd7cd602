import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { isLockTimeout, isRetryable } from './databaseErrors.ts';
import { settleDefaultRoles } from './defaultRoles.ts';
import { migrations as all } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { settleMovedDatabase } from './movedDatabase.ts';
import { settleTexts } from './settleTexts.ts';
import type { SqlDatabase, SqlSession } from './sqlDatabase.ts';
import { NewerDatabaseError } from './startErrors.ts';

/** What a database says about itself. */
export interface DatabaseIdentity {
  /** Random, made with the database: a cursor from another one is noticed. */
  readonly id: string;
  /** 32 bytes under which cursors are signed. */
  readonly signingKey: Buffer;
}

/**
 * Begins a transaction that only one replica at a time can be in. The number is any; all must use the same. It may take its
 * time, and the others wait as long: a statement over the users of a large tenant takes longer than one of a request may.
 */
const begin = 'begin; set local statement_timeout = 0; select pg_advisory_xact_lock(7342910)';
/**
 * For tables in use: while a migration waits for one, all requests for it wait behind the migration, so it soon lets them
 * pass. It is tried again for some minutes, because a backup or a slow query may hold the table that long.
 */
const patience = { lock: `set local lock_timeout = '3s'`, pause: 2000, attempts: 60 } as const;

async function prepare(session: SqlSession): Promise<void> {
  await session.script(`${begin};
    create schema if not exists directory;
    create table if not exists directory.migrations (name text primary key, applied_at timestamptz default now());
    create table if not exists directory.configuration (key text primary key, value text not null);
    insert into directory.configuration (key, value) values
      ('database.id', gen_random_uuid()::text),
      ('cursor.key', '${randomBytes(32).toString('hex')}')
      on conflict (key) do nothing;
    commit`);
}

async function apply(session: SqlSession, migration: Migration): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await session.script(`${begin}; ${patience.lock}`);
      const done = await session.query('select from directory.migrations where name = $1', [migration.name]);
      if (done.rows.length === 0) {
        await migration.up(async (script) => void (await session.script(script)));
        await session.query('insert into directory.migrations (name) values ($1)', [migration.name]);
      }
      await session.query('commit');
      return;
    } catch (error) {
      await session.query('rollback').catch(() => undefined);
      if (!(isRetryable(error) || isLockTimeout(error)) || attempt === patience.attempts) throw error;
      await delay(patience.pause);
    }
  }
}

async function applied(session: SqlSession): Promise<Set<string>> {
  const { rows } = await session.query<{ name: string }>('select name from directory.migrations');
  return new Set(rows.map((row) => row.name));
}

/**
 * Brings the database to this version's schema, default roles, search texts and keys: each migration in a transaction of its own, under a
 * lock that lets replicas start together. Throws `NewerDatabaseError` if the database is ahead.
 */
export async function migrate(
  database: SqlDatabase,
  migrations: readonly Migration[] = all,
): Promise<DatabaseIdentity> {
  return database.session(async (session) => {
    await prepare(session);
    const done = await applied(session);
    const known = new Set(migrations.map((migration) => migration.name));
    const unknown = [...done].find((name) => !known.has(name));
    if (unknown !== undefined) throw new NewerDatabaseError(unknown);
    for (const migration of migrations) if (!done.has(migration.name)) await apply(session, migration);
    await settleMovedDatabase(session, begin);
    await settleDefaultRoles(session, begin);
    await settleTexts(session, begin);
    return identity(session);
  });
}

async function identity(session: SqlSession): Promise<DatabaseIdentity> {
  const { rows } = await session.query<{ key: string; value: string }>(
    'select key, value from directory.configuration',
  );
  const values = new Map(rows.map((row) => [row.key, row.value]));
  const id = values.get('database.id');
  const key = values.get('cursor.key');
  if (id === undefined || key === undefined) throw new Error('The database has no identity.');
  return { id, signingKey: Buffer.from(key, 'hex') };
}
