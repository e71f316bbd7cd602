import type { UserFilter } from '#shared/api/users.ts';
import { authStates, userStatuses } from '#shared/domain/userStatus.ts';
import type { Parameters, ReadableDatabase } from '../../cache/database.ts';
import { idBytes } from '../../cache/ids.ts';
import type { SyncRow } from '../../sync/syncRow.ts';
import { searching } from './usersSearch.ts';
import { searchOf, type SortColumn, usersOf } from './userTables.ts';

/** Where users `u` are looked for: in a tenant, at one customer of it, or everywhere. */
export interface Scope {
  readonly table: string;
  readonly search: string;
  /** SQL of the tenant and customer. */
  readonly where: string;
  /** Number of the customer. */
  readonly customer: number | null;
  /** In all tenants of the table that can be searched: what an index finds is checked for its tenant afterwards. */
  readonly everywhere?: true;
  readonly users: number;
}

/** One part of a filter. */
export interface Restriction {
  readonly condition: string;
  readonly parameters: Parameters;
  /**
   * SQL of the keys of users of the scope, at most `:limit`, found by an index of this part: all that match it, or
   * (unless `exact`) more. Null: it has none.
   */
  readonly keys: string | null;
  readonly exact: boolean;
  /** Its index may find many more than match: it knows only some of the words. */
  readonly loose?: boolean;
  /** How many match, where a counter says it. */
  readonly users?: number;
}

/** A filter as SQL over `users AS u`. */
export interface FilterSql {
  readonly scope: Scope;
  /** None: all users of the scope. */
  readonly restrictions: readonly Restriction[];
  /** Of the scope and all parts. */
  readonly parameters: Parameters;
}

/** Null when nothing can match: a customer that the copy doesn't know. */
export function filterSql(
  database: ReadableDatabase,
  row: SyncRow,
  {
    filter,
    only,
    now,
  }: { readonly filter: UserFilter; readonly only?: readonly string[] | undefined; readonly now: number },
): FilterSql | null {
  const { tenant } = row;
  const { customerId, profileIds = [], statuses = [], auths = [], notActivatedForHours: hours } = filter;
  const customer = customerId === undefined ? null : customerOf(database, tenant, customerId);
  if (customer === undefined) return null;
  const scope: Scope = {
    table: usersOf(row.table),
    search: searchOf(row.table),
    where: customer === null ? 'u.tenant = :tenant' : 'u.tenant = :tenant AND u.customer = :customer',
    customer: customer?.key ?? null,
    users: customer?.users ?? row.users,
  };
  const restrictions = [
    ...(only === undefined ? [] : [among(scope, only)]),
    ...searching(database, row, { scope, query: filter.search ?? '' }),
    ...(profileIds.length === 0 ? [] : [holding(database, scope, { tenant, profileIds })]),
    ...(statuses.length === 0 ? [] : [oneOf(scope, 'status_rank', ranks(statuses, userStatuses))]),
    ...(auths.length === 0 ? [] : [oneOf(scope, 'auth_rank', ranks(auths, authStates))]),
    ...(hours === undefined ? [] : [notActivated(scope, now - hours * 3_600_000)]),
  ];
  const parameters = [{ tenant, customer: scope.customer }, ...restrictions.map((one) => one.parameters)];
  return { scope, restrictions, parameters: Object.assign({}, ...parameters) as Parameters };
}

function customerOf(
  database: ReadableDatabase,
  tenant: number,
  id: string,
): { readonly key: number; readonly users: number } | undefined {
  return database.get('SELECT key, users FROM customers WHERE tenant = :tenant AND id = :id', {
    tenant,
    id: idBytes(id),
  });
}

const ranks = <T>(wanted: readonly T[], order: readonly T[]): readonly number[] =>
  wanted.map((one) => order.indexOf(one));

function oneOf(scope: Scope, column: SortColumn, values: readonly number[]): Restriction {
  const condition = `u.${column} IN (SELECT value FROM json_each(:${column}))`;
  return {
    condition,
    parameters: { [column]: JSON.stringify(values) },
    keys: `SELECT u.key FROM ${scope.table} AS u INDEXED BY ${indexOf(scope, column)}
      WHERE ${scope.where} AND ${condition} LIMIT :limit`,
    exact: true,
  };
}

/** Those who hold one of the profiles: whose combination of profiles has it. */
function holding(
  database: ReadableDatabase,
  scope: Scope,
  { tenant, profileIds }: { readonly tenant: number; readonly profileIds: readonly string[] },
): Restriction {
  const members = profileIds.map((id) => idBytes(id).toString('hex'));
  const sets = database.all<{ key: number; users: number }>(
    `SELECT DISTINCT s.key, s.users FROM json_each(:members) AS wanted
     CROSS JOIN name_set_members AS m ON m.tenant = :tenant AND m.kind = 'profile' AND m.member = unhex(wanted.value)
     CROSS JOIN name_sets AS s ON s.key = m.set_key`,
    { tenant, members: JSON.stringify(members) },
  );
  const keys = sets.map(({ key }) => key);
  const users = sets.reduce((sum, set) => sum + set.users, 0);
  return { ...oneOf(scope, 'profile_set', keys), ...(scope.customer === null ? { users } : {}) };
}

/** These users, as far as the scope has them. */
function among({ table, where }: Scope, ids: readonly string[]): Restriction {
  return {
    condition: 'u.id IN (SELECT unhex(value) FROM json_each(:only))',
    parameters: { only: JSON.stringify(ids.map((id) => idBytes(id).toString('hex'))) },
    keys: `SELECT u.key FROM json_each(:only) AS wanted CROSS JOIN ${table} AS u ON u.tenant = :tenant AND u.id = unhex(wanted.value)
      WHERE ${where} LIMIT :limit`,
    exact: true,
  };
}

function notActivated(scope: Scope, createdBefore: number): Restriction {
  const condition = 'u.activated_at IS NULL AND u.created_at < :createdBefore';
  return {
    condition,
    parameters: { createdBefore },
    keys: `SELECT u.key FROM ${scope.table} AS u INDEXED BY ${scope.table}_pending
      WHERE u.tenant = :tenant AND ${condition} LIMIT :limit`,
    exact: scope.customer === null,
  };
}

/** The filter's whole condition, and more. */
export function whereSql({ scope, restrictions }: FilterSql, more: readonly string[] = []): string {
  return [scope.where, ...restrictions.map(({ condition }) => condition), ...more].join(' AND ');
}

/** Name of the index that puts users of the scope in the order of a column. */
export function indexOf({ table, customer }: Scope, column: SortColumn | 'customer'): string {
  if (column === 'customer') return `${table}_of_customer`;
  return customer === null ? `${table}_by_${column}` : `${table}_of_customer_by_${column}`;
}
