import type { SqlSession } from './sqlDatabase.ts';

/** Tables that very many rows go into, when very many users do. */
const loaded = [
  'tenantdesk.users',
  'tenantdesk.user_profiles',
  'tenantdesk.changes',
  'directory.sign_in_names',
];

interface Definition {
  /** SQL that drops it, and SQL that makes it again as it was. */
  readonly drop: string;
  readonly create: string;
}

/**
 * Everything about the tables that costs time per row and can be made for all rows at once: foreign keys and indexes.
 * Primary and unique keys stay, so that a row that doesn't fit is noticed where it is written.
 */
const definitions = `
  with loaded as (select unnest('{${loaded.join(', ')}}'::regclass[]) as id)
  select format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname) as drop,
    format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) as create
  from pg_constraint c join loaded l on l.id = c.conrelid where c.contype = 'f'
  union all
  select format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
  from pg_index i join loaded l on l.id = i.indrelid
  where not exists (select from pg_constraint c where c.conindid = i.indexrelid)`;

/**
 * Runs `body`, which writes very many users, while the foreign keys and plain indexes of their tables are away, and makes
 * them again afterwards, from their own definitions: for a million users minutes instead of a quarter of an hour.
 * All of it is one transaction as the owner of the schema: nobody sees the tables without their indexes, and a
 * failure leaves rows and schema as they were. Triggers stay, so that counters, change feed and sign-in names are kept by
 * what always keeps them. The session must not be in a transaction, and `body` must not end it. `body` finds an empty
 * search path, and may take another role.
 */
export async function loadInBulk<T>(session: SqlSession, body: () => Promise<T>): Promise<T> {
  await session.script(`begin;
    set local role none;
    set local search_path = '';
    set local statement_timeout = 0;
    set local maintenance_work_mem = '512MB';
    set local work_mem = '64MB'`);
  const { rows } = await session.query<Definition>(definitions);
  for (const { drop } of rows) await session.script(drop);
  const value = await body();
  await session.script(`set local role none; set local search_path = ''; set local lock_timeout = 0`);
  for (const { create } of rows) await session.script(create);
  await session.script(`analyze ${loaded.join(', ')}; commit`);
  return value;
}
