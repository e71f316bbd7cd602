import {
  type Found,
  type FoundGroup,
  type FoundPerson,
  numbersFound,
  shownGroups,
  shownPeople,
} from '#shared/desktop/find.ts';
import { saysNothing, type SearchTerms, searchTerms } from '#shared/domain/search.ts';
import type { Parameters, ReadableDatabase } from '../../cache/database.ts';
import { idBytes, idText } from '../../cache/ids.ts';
import { compareCodePoints } from '../../cache/sortKeys.ts';
import { toInstant } from '../../clock.ts';
import type { Scope } from './usersFilter.ts';
import { rowsByKey } from './usersRows.ts';
import { searchingEverywhere } from './usersSearch.ts';
import { searchOf, type UserTable, usersOf } from './userTables.ts';

/** SQL of the states `s` of tenants whose users can be searched here: copied as a whole, and visible to the account. */
const searchable = `s.stage = 'complete' AND instr(s.visible, '"user"') > 0`;

/**
 * SQL of tenants `t` in which the account may see users by what the backend last said of all tenants: a copy that is no longer
 * kept in step doesn't know yet.
 */
const allowed = `instr(t.summary, '"users.read"') > 0`;

/** Users that are read because an index names them, and where none does; in each leading tenant: some milliseconds each. */
const hitLimit = 250;
const lookLimit = 1000;
const leadingLimit = 100;
/** Keys that are compared without reading a user, where several words are common. */
const keyLimit = 5000;
/** Of users of whom more match than can be read, these are enough to show some. */
const sampleLimit = 100;

export interface FindOptions {
  readonly search: string;
  /** Ids of the tenants that come first, and are looked at even where very many match elsewhere. */
  readonly first: readonly string[];
  /** Milliseconds since the epoch: statuses are as of then. */
  readonly now: number;
  /** One of the account's tenants as windows name it. */
  readonly keyOf: (tenantId: string) => string;
}

/** A tenant whose users can be searched here. */
interface SearchedTenant {
  readonly tenant: number;
  readonly id: string;
  readonly table: UserTable;
  readonly asOf: number | null;
}

/** A user who matches. */
interface Hit {
  readonly key: number;
  readonly tenant: number;
  readonly name: string;
}

interface Hits {
  readonly hits: readonly Hit[];
  /** All who match are among them. */
  readonly complete: boolean;
}

/** The ids of the tenants that `findPeople` looks into. */
export function searchedTenants(database: ReadableDatabase): readonly string[] {
  return database
    .all<{ id: Uint8Array }>(
      `SELECT t.id FROM sync_states AS s JOIN tenants AS t ON t.key = s.tenant WHERE ${searchable}`,
    )
    .map(({ id }) => idText(id));
}

/**
 * Whom a search finds in all tenants whose copies are whole. The work does not grow with them: of words that very many have, those
 * in the tenants that come first are found, and some of the others.
 */
export function findPeople(database: ReadableDatabase, options: FindOptions): Found {
  const { first, now, keyOf } = options;
  const terms = searchTerms(options.search);
  if (saysNothing(terms)) return { groups: [], complete: true };
  return database.snapshot(() => {
    const leading = leadingTenants(database, first);
    const tables = database.all<{ table: UserTable }>(
      `SELECT DISTINCT s.user_table AS "table" FROM sync_states AS s WHERE ${searchable}`,
    );
    const found = tables.map(({ table }) =>
      hitsIn(
        database,
        searchIn(database, table, terms),
        leading.filter((one) => one.table === table),
      ),
    );
    const hits = found.flatMap((one) => one.hits);
    const complete = found.every((one) => one.complete);
    const tenants = tenantsOfHits(database, hits);
    const places = new Map(leading.map(({ tenant }, place) => [tenant, place]));
    const placeOf = ({ tenant }: SearchedTenant) => places.get(tenant) ?? leading.length;
    const shown = tenants.toSorted((a, b) => placeOf(a) - placeOf(b)).slice(0, shownGroups);
    const byTenant = Map.groupBy(hits, ({ tenant }) => tenant);
    const groups = shown.map((tenant) => {
      const inTenant = byTenant.get(tenant.tenant) ?? [];
      return { ...tenant, total: inTenant.length, first: firstByName(inTenant) };
    });
    const people = peopleOf(database, groups, { now, terms });
    return {
      groups: groups.map((group): FoundGroup => ({
        tenantKey: keyOf(group.id),
        people: people(group),
        total: group.total,
        totalIsExact: complete,
        provenance: { source: 'copy', asOf: group.asOf === null ? null : toInstant(group.asOf) },
      })),
      complete: complete && shown.length === tenants.length,
    };
  });
}

/** A search in a table of users. */
interface TableSearch {
  readonly table: string;
  /** SQL over users `u` of whatever tenant. */
  readonly condition: string;
  readonly parameters: Parameters;
  /** SQL of keys, at most `:limit`, that the index of a part names. */
  readonly indexed: readonly string[];
  readonly complete: boolean;
}

function searchIn(database: ReadableDatabase, number: UserTable, terms: SearchTerms): TableSearch {
  const table = usersOf(number);
  const scope: Scope = {
    table,
    search: searchOf(number),
    where: 'u.tenant IN (SELECT tenant FROM sync_states)',
    customer: null,
    everywhere: true,
    users: 0,
  };
  const { parts, complete } = searchingEverywhere(database, scope, terms);
  return {
    table,
    condition: parts.map((part) => part.condition).join(' AND '),
    parameters: Object.assign({}, ...parts.map((part) => part.parameters)) as Parameters,
    indexed: parts.flatMap(({ keys }) => (keys === null ? [] : [keys])),
    complete,
  };
}

/** All who match where an index names few; else those of the leading tenants, and some of the others. */
function hitsIn(database: ReadableDatabase, search: TableSearch, leading: readonly SearchedTenant[]): Hits {
  const { keys, complete } =
    search.indexed.length === 0 ? firstKeys(database, search) : namedKeys(database, search);
  const matching = matchingOf(database, search, keys, complete ? keys.length : sampleLimit);
  if (complete) return { hits: matching, complete: search.complete };
  const hits = [...leading.flatMap((tenant) => firstOf(database, search, tenant)), ...matching];
  return { hits: [...new Map(hits.map((hit) => [hit.key, hit])).values()], complete };
}

interface Keys {
  readonly keys: readonly number[];
  /** They are all that may match. */
  readonly complete: boolean;
}

/** Keys that the rarest index names; where none is rare, some that all of them name. */
function namedKeys(database: ReadableDatabase, { indexed, parameters }: TableSearch): Keys {
  const keysOf = (sql: string, limit: number): readonly number[] =>
    database.all<{ key: number }>(sql, { ...parameters, limit }).map(({ key }) => key);
  let some: readonly number[] = [];
  for (const sql of indexed) {
    some = keysOf(sql, hitLimit + 1);
    if (some.length <= hitLimit) return { keys: some, complete: true };
  }
  const [one, ...others] = indexed;
  if (one !== undefined && others.length > 0) {
    some = keysOf(one, keyLimit);
    for (const sql of others) {
      const keys = new Set(keysOf(sql, keyLimit));
      some = some.filter((key) => keys.has(key));
    }
  }
  return { keys: some.slice(0, sampleLimit), complete: false };
}

/** No index knows so few letters: the first users of the table, which may be all of them. */
function firstKeys(database: ReadableDatabase, { table }: TableSearch): Keys {
  const keys = database
    .all<{ key: number }>(`SELECT key FROM ${table} ORDER BY key LIMIT :limit`, { limit: lookLimit + 1 })
    .map(({ key }) => key);
  return { keys: keys.slice(0, lookLimit), complete: keys.length <= lookLimit };
}

function matchingOf(
  database: ReadableDatabase,
  { table, condition, parameters }: TableSearch,
  keys: readonly number[],
  limit: number,
): readonly Hit[] {
  return database.all<Hit>(
    `SELECT u.key, u.tenant, u.name_key AS name FROM json_each(:keys) AS named
     CROSS JOIN ${table} AS u ON u.key = named.value WHERE ${condition} LIMIT :limit`,
    { ...parameters, keys: JSON.stringify(keys), limit },
  );
}

/** The first of a tenant by name who match, among those who can be looked at at once. */
function firstOf(
  database: ReadableDatabase,
  { table, condition, parameters }: TableSearch,
  { tenant }: SearchedTenant,
): readonly Hit[] {
  return database.all<Hit>(
    `SELECT u.key, u.tenant, u.name_key AS name FROM
       (SELECT l.key FROM ${table} AS l INDEXED BY ${table}_by_name_key WHERE l.tenant = :tenant
        ORDER BY l.name_key, l.id LIMIT ${String(leadingLimit)}) AS looked
     CROSS JOIN ${table} AS u ON u.key = looked.key WHERE ${condition} LIMIT ${String(shownPeople + 1)}`,
    { ...parameters, tenant },
  );
}

interface StoredTenant extends Omit<SearchedTenant, 'id'> {
  readonly id: Uint8Array;
}

const tenantColumns = 's.tenant, t.id, s.user_table AS "table", s.as_of AS asOf';
const withText = ({ id, ...tenant }: StoredTenant): SearchedTenant => ({ ...tenant, id: idText(id) });

/** Those that come first, as far as they can be searched, in their order. */
function leadingTenants(database: ReadableDatabase, ids: readonly string[]): readonly SearchedTenant[] {
  return database
    .all<StoredTenant>(
      `SELECT ${tenantColumns} FROM json_each(:ids) AS wanted CROSS JOIN tenants AS t ON t.id = unhex(wanted.value)
       JOIN sync_states AS s ON s.tenant = t.key WHERE ${searchable} AND ${allowed} ORDER BY wanted.key`,
      { ids: JSON.stringify(ids.map((id) => idBytes(id).toString('hex'))) },
    )
    .map(withText);
}

/** In the order of the account's list. */
function tenantsOfHits(database: ReadableDatabase, hits: readonly Hit[]): readonly SearchedTenant[] {
  return database
    .all<StoredTenant>(
      `SELECT ${tenantColumns} FROM json_each(:tenants) AS wanted CROSS JOIN sync_states AS s ON s.tenant = wanted.value
       JOIN tenants AS t ON t.key = s.tenant WHERE ${searchable} AND ${allowed} ORDER BY t.position`,
      { tenants: JSON.stringify([...new Set(hits.map(({ tenant }) => tenant))]) },
    )
    .map(withText);
}

const firstByName = (hits: readonly Hit[]): readonly number[] =>
  hits
    .toSorted((a, b) => compareCodePoints(a.name, b.name))
    .slice(0, shownPeople)
    .map(({ key }) => key);

interface ShownGroup {
  readonly table: UserTable;
  /** Keys of those who are shown. */
  readonly first: readonly number[];
}

/** Reads who is shown, once for each table, and returns who of them is in a group. */
function peopleOf(
  database: ReadableDatabase,
  groups: readonly ShownGroup[],
  { now, terms }: { readonly now: number; readonly terms: SearchTerms },
): (group: ShownGroup) => FoundPerson[] {
  const tables = [...Map.groupBy(groups, ({ table }) => table)].map(([table, ofTable]) => {
    const keys = ofTable.flatMap(({ first }) => first);
    const rows = rowsByKey(database, { table }, { keys, now, also: ['employeeNumber', 'phones'] });
    return [table, new Map(keys.map((key, at) => [key, rows[at]]))] as const;
  });
  const known = new Map(tables);
  return ({ table, first }) =>
    first.flatMap((key) => {
      const row = known.get(table)?.get(key);
      if (row === undefined) return [];
      const { id, email, name, customerTitle, status } = row;
      return [{ id, email, name, customerTitle, numbers: numbersFound(row, terms), status }];
    });
}
