import type { WritableDatabase } from '../../cache/database.ts';
import { CacheFault } from '../../cache/database.ts';
import { idBytes } from '../../cache/ids.ts';
import type { WriteContext } from '../../sync/copyKind.ts';
import { sharedTables } from '../../sync/syncRow.ts';
import { internNameSets } from '../profiles/nameSets.ts';
import { createUserTable, dropUserTable, noteNewTexts, usersOf } from './userTables.ts';
import { copiedColumns, readIncomingUsers } from './usersIncoming.ts';

/** Takes the users of the page in `temp.page` into the copy, unless it holds newer ones. @throws CacheFault `unfit` */
export function applyUsers(database: WritableDatabase, context: WriteContext): void {
  readIncomingUsers(database);
  refuseForeign(database, context);
  nameUnknownCustomers(database, context);
  internNameSets(database, context);
  const these = 'SELECT id FROM temp.incoming_users';
  count(database, context, { these, sign: -1 });
  database.run(upsert(context), { tenant: context.tenant, generation: context.generation, now: context.now });
  // Those that the copy has newer are as much part of this load as the others.
  database.run(
    `UPDATE ${usersOf(context.table)} SET generation = :generation
     WHERE tenant = :tenant AND generation <> :generation AND id IN (${these})`,
    { tenant: context.tenant, generation: context.generation },
  );
  count(database, context, { these, sign: 1 });
}

function refuseForeign(database: WritableDatabase, { tenantId }: WriteContext): void {
  const foreign = database.get<{ found: number }>(
    'SELECT count(*) AS found FROM temp.incoming_users WHERE tenant_id <> :tenantId',
    { tenantId: idBytes(tenantId) },
  );
  if (foreign?.found !== 0) throw new CacheFault('unfit', 'The page holds users of another tenant.');
}

function nameUnknownCustomers(database: WritableDatabase, { tenant }: WriteContext): void {
  database.run(
    `INSERT OR IGNORE INTO customers (tenant, id, known, version, generation, title, title_key, email_key, city_key,
       address_key, search_text, user_count, users, entity)
     SELECT DISTINCT :tenant, customer_id, 0, 0, 0, '', '', '', '', '', '', 0, 0, '' FROM temp.incoming_users`,
    { tenant },
  );
}

const upsert = ({ table }: WriteContext): string => {
  const copied = copiedColumns.join(', ');
  const updated = [
    ...copiedColumns,
    'customer',
    'profile_set',
    'role_set',
    'auth_rank',
    'status_rank',
    'status_changes_at',
    'generation',
  ]
    .map((column) => `${column} = excluded.${column}`)
    .join(', ');
  const facts = `i.activated_at, i.disabled_at, i.locked_until, i.access_expires_at, i.invitation_expires_at, :now`;
  return `
    INSERT INTO ${usersOf(table)} AS held (tenant, id, generation, customer, profile_set, role_set, auth_rank, status_rank,
      status_changes_at, ${copied})
    SELECT :tenant, i.id, :generation, c.key, p.key, r.key, user_auth_rank(i.auth_method, i.activated_at),
      user_status_rank(${facts}), user_status_changes_at(${facts}), ${copiedColumns.map((name) => `i.${name}`).join(', ')}
    FROM temp.incoming_users AS i
    CROSS JOIN customers AS c ON c.tenant = :tenant AND c.id = i.customer_id
    CROSS JOIN name_sets AS p ON p.tenant = :tenant AND p.kind = 'profile' AND p.ids = i.profile_ids
    CROSS JOIN name_sets AS r ON r.tenant = :tenant AND r.kind = 'role' AND r.ids = i.role_ids
    WHERE true
    ON CONFLICT (tenant, id) DO UPDATE SET ${updated} WHERE excluded.version >= held.version`;
};

export interface Counting {
  /** SQL of the ids of the users that are counted, as far as the copy holds them. */
  readonly these: string;
  readonly sign: 1 | -1;
}

/**
 * Adds or takes away these users from the counters of their customers and sets. Called before and after a change of
 * rows, so that the counters follow whatever the change was.
 */
export function count(
  database: WritableDatabase,
  { tenant, table }: WriteContext,
  { these, sign }: Counting,
): void {
  const groups = (column: string): string => `
    SELECT ${column} AS key, count(*) AS users FROM ${usersOf(table)} WHERE tenant = :tenant AND id IN (${these})
    GROUP BY ${column}`;
  const add = (counted: string, column: string): number =>
    database.run(
      `UPDATE ${counted} SET users = ${counted}.users + :sign * g.users FROM (${groups(column)}) AS g WHERE ${counted}.key = g.key`,
      { tenant, sign },
    );
  add('customers', 'customer');
  add('name_sets', 'profile_set');
  add('name_sets', 'role_set');
  database.run(
    `UPDATE sync_states SET users = users + :sign *
       (SELECT count(*) FROM ${usersOf(table)} WHERE tenant = :tenant AND id IN (${these}))
     WHERE tenant = :tenant`,
    { tenant, sign },
  );
}

/** Ids of the users that leave in the write in hand. */
export const leavingUsers = 'CREATE TEMP TABLE leaving_users (id BLOB PRIMARY KEY) WITHOUT ROWID';

/** Takes users out of the copy, with their pictures. */
export function removeUsers(database: WritableDatabase, context: WriteContext, ids: readonly string[]): void {
  database.run('DELETE FROM temp.leaving_users');
  for (const id of ids)
    database.run('INSERT OR IGNORE INTO temp.leaving_users VALUES (:id)', { id: idBytes(id) });
  removeLeaving(database, context);
}

/** Takes out what a load begun again did not bring. */
export function sweepUsers(database: WritableDatabase, context: WriteContext): void {
  database.run('DELETE FROM temp.leaving_users');
  database.run(
    `INSERT INTO temp.leaving_users SELECT id FROM ${usersOf(context.table)}
     WHERE tenant = :tenant AND generation < :generation`,
    { tenant: context.tenant, generation: context.generation },
  );
  removeLeaving(database, context);
  noteNewTexts(database, context.tenant);
}

function removeLeaving(database: WritableDatabase, context: WriteContext): void {
  const these = 'SELECT id FROM temp.leaving_users';
  const { tenant } = context;
  count(database, context, { these, sign: -1 });
  database.run(`DELETE FROM ${usersOf(context.table)} WHERE tenant = :tenant AND id IN (${these})`, {
    tenant,
  });
  database.run(`DELETE FROM pictures WHERE tenant = :tenant AND user_id IN (${these})`, { tenant });
}

/** Takes all users of the tenant out, when the account may not see them any more. */
export function removeAllUsers(database: WritableDatabase, { tenant, table }: WriteContext): void {
  if (table === sharedTables)
    database.run(`DELETE FROM ${usersOf(table)} WHERE tenant = :tenant`, { tenant });
  else {
    // Empties a million rows and their indexes at once.
    dropUserTable(database, table);
    createUserTable(database, table, { indexed: true });
  }
  database.run('DELETE FROM pictures WHERE tenant = :tenant', { tenant });
  database.run('DELETE FROM name_sets WHERE tenant = :tenant', { tenant });
  database.run('DELETE FROM name_set_members WHERE tenant = :tenant', { tenant });
  database.run('UPDATE customers SET users = 0 WHERE tenant = :tenant', { tenant });
  database.run('UPDATE sync_states SET users = 0 WHERE tenant = :tenant', { tenant });
}

/** Most users whose status is put right in one transaction. */
const statusBatch = 1000;

/**
 * Puts the stored status right for users whose time has come. When the clock was turned back since the last time, for
 * all whose status depends on it. Returns how many rows it looked at: call again while it is the whole batch.
 */
export function refreshStatuses(database: WritableDatabase, { tenant, table, now }: WriteContext): number {
  const facts = 'activated_at, disabled_at, locked_until, access_expires_at, invitation_expires_at, :now';
  const users = usersOf(table);
  const before = database.get<{ at: number }>(
    'SELECT statuses_as_of AS at FROM sync_states WHERE tenant = :tenant',
    { tenant },
  );
  const turnedBack = before !== undefined && before.at > now + clockTolerance;
  if (turnedBack) database.longWork();
  const which = turnedBack
    ? 'tenant = :tenant'
    : `key IN (SELECT key FROM ${users} WHERE tenant = :tenant AND status_changes_at <= :now LIMIT ${String(statusBatch)})`;
  const changed = database.run(
    `UPDATE ${users} SET status_rank = user_status_rank(${facts}), status_changes_at = user_status_changes_at(${facts})
     WHERE ${which}`,
    { tenant, now },
  );
  database.run('UPDATE sync_states SET statuses_as_of = :now WHERE tenant = :tenant', { tenant, now });
  return turnedBack ? Math.min(changed, statusBatch - 1) : changed;
}

/** Small steps back come from time servers and change no status that matters. */
export const clockTolerance = 60_000;
