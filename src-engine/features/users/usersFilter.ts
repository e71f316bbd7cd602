import type { UserFilter } from '#shared/api/users.ts';
import { authStates, userStatuses } from '#shared/domain/userStatus.ts';
import { textKey } from '#shared/domain/text.ts';
import type { Parameters, ReadableDatabase } from '../../cache/database.ts';
import { idBytes } from '../../cache/ids.ts';
import { usersOf } from '../../cache/userTables.ts';
import type { SyncRow } from '../../sync/syncRow.ts';

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
  /** Conditions besides tenant and customer; empty when there are none. */
  readonly conditions: readonly string[];
  readonly parameters: Parameters;
  readonly profiles: ProfileScope | null;
  readonly statuses: boolean;
  readonly auths: boolean;
  readonly notActivated: boolean;
  readonly search: string | null;
}

const among = (column: string, name: string): string =>
  `u.${column} IN (SELECT value FROM json_each(:${name}))`;

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
  const search = filter.search === undefined ? '' : textKey(filter.search);
  const conditions: string[] = [];
  const parameters: Record<string, string | number> = { tenant };
  if (customer !== null) parameters['customer'] = customer.key;
  if (profiles !== null) {
    conditions.push(among('profile_set', 'sets'));
    parameters['sets'] = JSON.stringify(profiles.setKeys);
  }
  const statuses = (filter.statuses?.length ?? 0) > 0;
  if (filter.statuses !== undefined && statuses) {
    conditions.push(among('status_rank', 'statuses'));
    parameters['statuses'] = JSON.stringify(filter.statuses.map((status) => userStatuses.indexOf(status)));
  }
  const auths = (filter.auths?.length ?? 0) > 0;
  if (filter.auths !== undefined && auths) {
    conditions.push(among('auth_rank', 'auths'));
    parameters['auths'] = JSON.stringify(filter.auths.map((auth) => authStates.indexOf(auth)));
  }
  if (filter.notActivatedForHours !== undefined) {
    conditions.push('u.activated_at IS NULL AND u.created_at < :createdBefore');
    parameters['createdBefore'] = now - filter.notActivatedForHours * 3_600_000;
  }
  if (search !== '') {
    // instr, not LIKE: nothing that a person types is a wildcard.
    conditions.push('(instr(u.name_text, :search) > 0 OR instr(u.email_key, :search) > 0)');
    parameters['search'] = search;
  }
  return {
    table: usersOf(row.table),
    tenant,
    customer,
    conditions,
    parameters,
    profiles,
    statuses,
    auths,
    notActivated: filter.notActivatedForHours !== undefined,
    search: search === '' ? null : search,
  };
}

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
  const scope =
    filter.customer === null ? ['u.tenant = :tenant'] : ['u.tenant = :tenant', 'u.customer = :customer'];
  return [...scope, ...filter.conditions, ...more].join(' AND ');
}

/** Name of the index that puts users of the scope in the order of a column. */
export function indexOf(filter: FilterSql, column: string): string {
  return filter.customer === null
    ? `${filter.table}_by_${column}`
    : `${filter.table}_of_customer_by_${column}`;
}
