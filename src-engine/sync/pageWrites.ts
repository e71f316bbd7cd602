import type { z } from 'zod';
import { changePage, type SyncedEntity, syncedEntities } from '#shared/api/changes.ts';
import { CacheFault, type WritableDatabase } from '../cache/database.ts';
import { createUserTable, sharedTable, sharedTableLimit } from '../features/users/userTables.ts';
import type { WriteContext } from '../cache/writeContext.ts';
import {
  applyCustomers,
  removeCustomers,
  showCountedUsers,
  sweepCustomers,
} from '../features/customers/customersWrites.ts';
import { applyNamed, removeNamed, sweepNamed } from '../features/profiles/namedWrites.ts';
import { applyUsers, removeAllUsers, removeUsers, sweepUsers } from '../features/users/usersWrites.ts';
import { syncRowOf, type SyncRow, visibleKinds } from './syncRow.ts';

/** A page of the change feed without its users, which never become objects. */
const pageWithoutUsers = changePage.omit({ users: true });
const emptyLists = { roles: [], products: [], profiles: [], customers: [], removed: [] };

export interface PageToApply {
  readonly tenantId: string;
  /** The page as it came: JSON in UTF-8. */
  readonly body: Uint8Array;
  /** The cursor that it was asked with: a page asked before the copy moved on is not taken. */
  readonly askedWith: string | null;
  readonly now: number;
}

export type PageOutcome =
  | { readonly taken: false }
  | {
      readonly taken: true;
      readonly cursor: string;
      readonly caughtUp: boolean;
      readonly changed: readonly SyncedEntity[];
    };

/**
 * Writes a page and the cursor behind it in one transaction, so that a process killed at any point continues where the
 * rows end. Kinds that the account may not see any more leave in the same transaction.
 * @throws CacheFault `unfit` when the page does not have the agreed form; nothing of it is written
 */
export function applyPage(database: WritableDatabase, page: PageToApply): PageOutcome {
  return database.transaction(() => {
    const before = syncRowOf(database, page.tenantId);
    if (before === undefined || before.cursor !== page.askedWith) return { taken: false };
    hold(database, page.body);
    const { head, userCount } = readHead(database);
    const row = placed(database, before, head.expected);
    const context = contextOf(row, page.tenantId, page.now);
    const lost = visibleKinds(row).filter((kind) => !head.visible.includes(kind));
    for (const kind of lost) loseKind(database, context, kind);
    applyLists(database, context, head);
    if (userCount > 0) applyUsers(database, context);
    applyRemovals(database, context, head.removed);
    const swept = head.caughtUp && row.sweeping === 1;
    if (swept) sweep(database, context);
    const stage = row.stage === 'loading' && head.caughtUp ? stageAfterLoad(row) : row.stage;
    if (stage === 'complete' && head.visible.includes('user')) showCountedUsers(database, context);
    const arrived =
      head.roles.length + head.products.length + head.profiles.length + head.customers.length + userCount;
    const loading = row.stage === 'loading' || row.sweeping === 1;
    database.run(
      `UPDATE sync_states SET cursor = :cursor, visible = :visible, stage = :stage, sweeping = :sweeping,
         loaded = :loaded, expected = :expected, as_of = CASE WHEN :caughtUp = 1 THEN :now ELSE as_of END
       WHERE tenant = :tenant`,
      {
        tenant: row.tenant,
        cursor: head.cursor,
        visible: JSON.stringify(head.visible),
        stage,
        sweeping: head.caughtUp ? 0 : row.sweeping,
        loaded: head.caughtUp ? 0 : row.loaded + (loading ? arrived : 0),
        expected: head.caughtUp ? null : (head.expected ?? row.expected),
        caughtUp: head.caughtUp ? 1 : 0,
        now: page.now,
      },
    );
    database.run('DELETE FROM temp.page');
    const changed = changedKinds(head, { userCount, lost, swept });
    return { taken: true, cursor: head.cursor, caughtUp: head.caughtUp, changed };
  });
}

/** Takes one entity in as a page of one: the answer of a change made here. */
export function putEntity(
  database: WritableDatabase,
  { tenantId, entity, json, now }: { tenantId: string; entity: SyncedEntity; json: string; now: number },
): boolean {
  return database.transaction(() => {
    const row = syncRowOf(database, tenantId);
    if (row === undefined || !visibleKinds(row).includes(entity)) return false;
    hold(database, new TextEncoder().encode(`{"${entity}s":[${json}]}`));
    const context = contextOf(row, tenantId, now);
    if (entity === 'user') applyUsers(database, context);
    else applyLists(database, context, readLists(database, [`${entity}s`]));
    if (row.stage === 'complete' && visibleKinds(row).includes('user')) showCountedUsers(database, context);
    database.run('DELETE FROM temp.page');
    return true;
  });
}

/** Takes one entity out: the answer of a deletion made here. */
export function removeEntity(
  database: WritableDatabase,
  { tenantId, entity, id, now }: { tenantId: string; entity: SyncedEntity; id: string; now: number },
): void {
  database.transaction(() => {
    const row = syncRowOf(database, tenantId);
    if (row === undefined) return;
    const context = contextOf(row, tenantId, now);
    applyRemovals(database, context, [{ entity, id }]);
    if (row.stage === 'complete' && visibleKinds(row).includes('user')) showCountedUsers(database, context);
  });
}

export function contextOf(row: SyncRow, tenantId: string, now: number): WriteContext {
  return { tenant: row.tenant, tenantId, table: row.table, generation: row.generation, now };
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function hold(database: WritableDatabase, body: Uint8Array): void {
  database.run('DELETE FROM temp.page');
  let text: string;
  try {
    text = decoder.decode(body);
  } catch {
    throw new CacheFault('unfit', 'The page is not UTF-8.');
  }
  database.run('INSERT INTO temp.page (body) VALUES (jsonb(:text))', { text });
}

type Head = z.infer<typeof pageWithoutUsers>;
type Lists = Pick<Head, 'roles' | 'products' | 'profiles' | 'customers'>;

function readHead(database: WritableDatabase): { head: Head; userCount: number } {
  const read = database.get<{ head: string | null; userCount: number | null }>(
    `SELECT json_remove(body, '$.users') AS head, json_array_length(body, '$.users') AS userCount FROM temp.page`,
  );
  const head = pageWithoutUsers.safeParse(JSON.parse(read?.head ?? 'null'));
  if (!head.success || typeof read?.userCount !== 'number') {
    throw new CacheFault('unfit', 'The page of changes does not have the agreed form.');
  }
  return { head: head.data, userCount: read.userCount };
}

function readLists(database: WritableDatabase, names: readonly string[]): Lists {
  const read = database.get<{ body: string }>('SELECT json(body) AS body FROM temp.page');
  const lists = pageWithoutUsers.pick({ roles: true, products: true, profiles: true, customers: true });
  const parsed = lists.safeParse({ ...emptyLists, ...(JSON.parse(read?.body ?? '{}') as object) });
  if (!parsed.success) throw new CacheFault('unfit', `Not an entity of ${names.join()}.`);
  return parsed.data;
}

function applyLists(database: WritableDatabase, context: WriteContext, lists: Lists): void {
  const all = [...lists.roles, ...lists.products, ...lists.profiles, ...lists.customers];
  if (all.some(({ tenantId }) => tenantId !== context.tenantId)) {
    throw new CacheFault('unfit', 'The page holds rows of another tenant.');
  }
  if (lists.roles.length > 0) applyNamed(database, context, { kind: 'role', entities: lists.roles });
  if (lists.products.length > 0) applyNamed(database, context, { kind: 'product', entities: lists.products });
  if (lists.profiles.length > 0) applyNamed(database, context, { kind: 'profile', entities: lists.profiles });
  if (lists.customers.length > 0) applyCustomers(database, context, lists.customers);
}

function applyRemovals(database: WritableDatabase, context: WriteContext, removed: Head['removed']): void {
  for (const entity of syncedEntities) {
    const ids = removed.filter((one) => one.entity === entity).map(({ id }) => id);
    if (ids.length === 0) continue;
    if (entity === 'user') removeUsers(database, context, ids);
    else if (entity === 'customer') removeCustomers(database, context, ids);
    else removeNamed(database, context, { kind: entity, ids });
  }
}

function loseKind(database: WritableDatabase, context: WriteContext, kind: SyncedEntity): void {
  if (kind === 'user') removeAllUsers(database, context);
  else if (kind === 'customer') sweepCustomers(database, context, { all: true });
  else sweepNamed(database, context, { kind, all: true });
}

function sweep(database: WritableDatabase, context: WriteContext): void {
  sweepUsers(database, context);
  sweepCustomers(database, context, { all: false });
  for (const kind of ['role', 'product', 'profile'] as const)
    sweepNamed(database, context, { kind, all: false });
}

/** The first page says how many rows will come: many get tables of their own, filled without indexes. */
function placed(database: WritableDatabase, row: SyncRow, expected: number | null): SyncRow {
  const first = row.stage === 'loading' && row.cursor === null && row.table === sharedTable;
  if (!first || (expected ?? 0) <= sharedTableLimit) return row;
  createUserTable(database, row.tenant, { indexed: false });
  database.run('UPDATE sync_states SET user_table = :tenant WHERE tenant = :tenant', { tenant: row.tenant });
  return { ...row, table: row.tenant };
}

const stageAfterLoad = (row: SyncRow): SyncRow['stage'] =>
  row.table === sharedTable ? 'complete' : 'indexing';

function changedKinds(
  head: Head,
  { userCount, lost, swept }: { userCount: number; lost: readonly SyncedEntity[]; swept: boolean },
): SyncedEntity[] {
  if (swept) return [...syncedEntities];
  const arrived = {
    role: head.roles,
    product: head.products,
    profile: head.profiles,
    customer: head.customers,
  };
  return syncedEntities.filter(
    (kind) =>
      lost.includes(kind) ||
      head.removed.some(({ entity }) => entity === kind) ||
      (kind === 'user' ? userCount > 0 : arrived[kind].length > 0),
  );
}
