import type { UserFilter } from '#shared/api/users.ts';
import { authStates, userStatuses } from '#shared/domain/userStatus.ts';
import { textKey } from '#shared/domain/text.ts';
import type { Parameters, ReadableDatabase } from '../../cache/database.ts';
import { idBytes } from '../../cache/ids.ts';
import type { SyncRow } from '../../sync/syncRow.ts';
import { exactColumns } from './userColumns.ts';
import { usersOf } from './userTables.ts';

/** The customer whose users are meant. */
export interface CustomerScope {
  readonly key: number;
  readonly titleKey: string;
  /** Users of it in the copy. */
  readonly users: number;
}

/** Sets that hold one of the profiles. */
export interface ProfileScope {
  readonly setKeys: readonly number[];
  readonly users: number;
}

/** A filter as SQL over `users AS u`. */
export interface FilterSql {
  readonly table: string;
  readonly tenant: number;
  readonly customer: CustomerScope | null;
  /** Conditions of tenant and customer, whose parameters are always given. */
  readonly scope: readonly string[];
  /** Conditions besides tenant and customer; empty when there are none. */
  readonly conditions: readonly string[];
  readonly parameters: Parameters;
  readonly profiles: ProfileScope | null;
  readonly statuses: boolean;
  readonly auths: boolean;
  readonly notActivated: boolean;
  readonly search: string | null;
}

/** One restriction: a condition and its parameters. */
interface Restriction {
  readonly condition: string;
  readonly parameters: Parameters;
}

/** Null when nothing can match: a customer that the copy doesn't know. */
export function filterSql(
  database: ReadableDatabase,
  row: SyncRow,
  { filter, now }: { readonly filter: UserFilter; readonly now: number },
): FilterSql | null {
  const { tenant } = row;
  const customer =
    filter.customerId === undefined ? null : customerScope(database, tenant, filter.customerId);
  if (customer === undefined) return null;
  const profiles = filter.profileIds?.length ? profileScope(database, tenant, filter.profileIds) : null;
  const search = textKey(filter.search ?? '');
  const statuses = oneOf('status_rank', 'statuses', ranks(filter.statuses, userStatuses));
  const auths = oneOf('auth_rank', 'auths', ranks(filter.auths, authStates));
  const restrictions = [
    profiles === null ? null : (oneOf('profile_set', 'sets', profiles.setKeys) ?? nobody),
    statuses,
    auths,
    filter.notActivatedForHours === undefined
      ? null
      : notActivated(now - filter.notActivatedForHours * 3_600_000),
    search === '' ? null : containing(search),
  ].filter((one) => one !== null);
  return {
    table: usersOf(row.table),
    tenant,
    customer,
    scope: customer === null ? ['u.tenant = :tenant'] : ['u.tenant = :tenant', 'u.customer = :customer'],
    conditions: restrictions.map(({ condition }) => condition),
    parameters: Object.assign(
      { tenant, ...(customer === null ? {} : { customer: customer.key }), sets: '[]' },
      ...restrictions.map(({ parameters }) => parameters),
    ) as Parameters,
    profiles,
    statuses: statuses !== null,
    auths: auths !== null,
    notActivated: filter.notActivatedForHours !== undefined,
    search: search === '' ? null : search,
  };
}

const ranks = <T>(wanted: readonly T[] | undefined, order: readonly T[]): readonly number[] =>
  (wanted ?? []).map((one) => order.indexOf(one));

/** Null when the list is empty: it doesn't restrict then. */
function oneOf(column: string, name: string, values: readonly number[]): Restriction | null {
  if (values.length === 0) return null;
  return {
    condition: `u.${column} IN (SELECT value FROM json_each(:${name}))`,
    parameters: { [name]: JSON.stringify(values) },
  };
}

/** Profiles that nobody holds. */
const nobody: Restriction = { condition: 'false', parameters: {} };

const notActivated = (createdBefore: number): Restriction => ({
  condition: 'u.activated_at IS NULL AND u.created_at < :createdBefore',
  parameters: { createdBefore },
});

/** Name or e-mail contain the term. instr, not LIKE: nothing that a person types is a wildcard. */
export const containsSearch = '(instr(u.name_text, :search) > 0 OR instr(u.email_key, :search) > 0)';

const containing = (search: string): Restriction => ({
  condition: `(${[containsSearch, ...exactColumns.map((column) => `u.${column} = :search`)].join(' OR ')})`,
  parameters: { search },
});

function customerScope(database: ReadableDatabase, tenant: number, id: string): CustomerScope | undefined {
  return database.get<CustomerScope>(
    'SELECT key, title_key AS titleKey, users FROM customers WHERE tenant = :tenant AND id = :id',
    { tenant, id: idBytes(id) },
  );
}

function profileScope(database: ReadableDatabase, tenant: number, ids: readonly string[]): ProfileScope {
  const sets = new Map<number, number>();
  for (const id of ids) {
    const rows = database.all<{ key: number; users: number }>(
      `SELECT s.key, s.users FROM name_set_members AS m CROSS JOIN name_sets AS s ON s.key = m.set_key
       WHERE m.tenant = :tenant AND m.kind = 'profile' AND m.member = :member`,
      { tenant, member: idBytes(id) },
    );
    for (const { key, users } of rows) sets.set(key, users);
  }
  return { setKeys: [...sets.keys()], users: [...sets.values()].reduce((sum, users) => sum + users, 0) };
}

/** Where users are looked for: the tenant or one customer of it, under the filter's other conditions. */
export function whereSql(filter: FilterSql, more: readonly string[] = []): string {
  return [...filter.scope, ...filter.conditions, ...more].join(' AND ');
}

/** Name of the index that puts users of the scope in the order of a column. */
export function indexOf(filter: FilterSql, column: string): string {
  return filter.customer === null
    ? `${filter.table}_by_${column}`
    : `${filter.table}_of_customer_by_${column}`;
}
