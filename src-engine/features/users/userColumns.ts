import type { User } from '#shared/api/users.ts';
import { columnOf, emptyValues, type Field, keyColumnOf } from '#shared/domain/fields.ts';
import { searchedFields, searchLines } from '#shared/domain/search.ts';
import { userFields } from '#shared/domain/userFields.ts';
import { searchKey } from '../../cache/sortKeys.ts';
import { instantOf, neverExpires, neverSignedIn } from './userFacts.ts';

/** A column of a table of users. */
export interface UserColumn {
  readonly name: string;
  readonly type: string;
  /** SQL of its value, given a user of the contract as `user.value`. */
  readonly value: string;
}

/** What a user's row holds itself: not its ids, and not what many users share, which has a number. */
export type OwnProperty = Exclude<keyof User, 'id' | 'tenantId' | 'customerId' | 'profileIds' | 'roleIds'>;

/** The column of a property, and how it is read back. */
interface Kept extends Omit<UserColumn, 'name'> {
  readonly read: (stored: never) => unknown;
  /** Of a fact that came with a later version: SQL of what rows hold that were written before. */
  readonly absent?: string;
}

/** SQL of a text or number of a user of the contract. */
export const given = (name: string): string => `(user.value ->> '$.${name}')`;
/** SQL of a list of a user of the contract, as JSON. */
export const givenList = (name: string): string => `(user.value -> '$.${name}')`;

const same = (stored: unknown): unknown => stored;
const plain =
  (type: string) =>
  (name: string): Kept => ({ type, value: given(name), read: same });

/** ISO 8601 → milliseconds. A text that is no time stays a text, which a STRICT column refuses. */
const time = (name: string): Kept => ({
  type: 'INTEGER NOT NULL',
  value: `coalesce(CAST(round(unixepoch(${given(name)}, 'subsec') * 1000) AS INTEGER), 'not a time')`,
  read: instantOf,
});
const optionalTime =
  (absent: number | null) =>
  (name: string): Kept => ({
    type: absent === null ? 'INTEGER' : 'INTEGER NOT NULL',
    value: `CASE WHEN ${given(name)} IS NULL THEN ${String(absent)} ELSE ${time(name).value} END`,
    read: instantOf,
  });

/** What people don't write. */
const facts: Readonly<Record<Exclude<OwnProperty, keyof typeof userFields>, (name: string) => Kept>> = {
  version: plain('INTEGER NOT NULL'),
  authMethod: plain('TEXT NOT NULL'),
  secondFactors: (name) => ({
    type: 'TEXT NOT NULL',
    value: `trim(replace(${givenList(name)}, '"', ''), '[]')`,
    read: (stored: string) => (stored === '' ? [] : stored.split(',')),
  }),
  source: plain('TEXT NOT NULL'),
  avatar: plain('TEXT'),
  activatedAt: optionalTime(null),
  disabledAt: optionalTime(null),
  lockedUntil: optionalTime(null),
  accessExpiresAt: optionalTime(neverExpires),
  invitationSentAt: optionalTime(null),
  invitationExpiresAt: optionalTime(null),
  lastLoginAt: optionalTime(neverSignedIn),
  lastMail: (name) => ({
    type: 'TEXT',
    value: `nullif(${givenList(name)}, 'null')`,
    read: (stored: string | null) => (stored === null ? null : JSON.parse(stored)),
    absent: 'NULL',
  }),
  createdAt: time,
  updatedAt: time,
};

const all: readonly (readonly [name: string, field: Field])[] = Object.entries(userFields);
const fields = all.filter(([, { stored }]) => stored === 'text' || stored === 'json');
const fallbacks: Readonly<Record<string, unknown>> = emptyValues(userFields);

/** SQL of a field's value where none was given. */
function absentOf(name: string): string {
  const fallback = fallbacks[name];
  if (fallback === null) return 'NULL';
  const text = typeof fallback === 'string' ? fallback : JSON.stringify(fallback);
  return `'${text.replaceAll("'", "''")}'`;
}

function keptField(name: string, field: Field): Kept {
  const json = field.stored === 'json';
  const value = json ? givenList(name) : given(name);
  return {
    type: fallbacks[name] === null ? 'TEXT' : 'TEXT NOT NULL',
    // A backend of an older version doesn't say what it doesn't know.
    value: 'fallback' in field ? `coalesce(${value}, ${absentOf(name)})` : value,
    read: json ? JSON.parse : same,
  };
}

const kept = Object.fromEntries([
  ...fields.map(([name, field]) => [name, keptField(name, field)] as const),
  ...Object.entries(facts).map(([name, keep]) => [name, keep(name)] as const),
]) as Readonly<Record<OwnProperty, Kept>>;

export const ownProperties = Object.keys(kept) as readonly OwnProperty[];

interface AlignedColumn extends UserColumn {
  /** SQL of what rows hold that were written before the column was there, or by a version that doesn't know it. */
  readonly absent: string;
}

/** The column of a field in a table that is kept. */
export const keptDefinition = ({ name, type, absent }: AlignedColumn): string =>
  `${name} ${type} DEFAULT ${absent}`;

const factColumns = Object.entries(facts).map(([name, keep]) => ({ name: columnOf(name), ...keep(name) }));

/** The columns of fields, keys with them. */
const fieldColumns: readonly AlignedColumn[] = fields.flatMap(([name, field]) => {
  const column = { name: columnOf(name), ...keptField(name, field), absent: absentOf(name) };
  if (field.key === undefined) return [column];
  const value = `search_key(${column.value})`;
  return [column, { name: keyColumnOf(name), type: 'TEXT NOT NULL', value, absent: "''" }];
});

/** Columns that a table gets by itself when it was made without them. */
export const alignedColumns: readonly AlignedColumn[] = [
  ...fieldColumns,
  ...factColumns.flatMap(({ absent, ...column }) => (absent === undefined ? [] : [{ ...column, absent }])),
];

/** Columns that each table of users has had from its beginning. */
export const firstColumns: readonly UserColumn[] = factColumns.filter(({ absent }) => absent === undefined);

const searched = searchedFields(userFields);

/**
 * What a user is searched in beside `email_key`: the search index holds both, so an address that is its own key isn't
 * kept twice.
 */
export const searchColumn: UserColumn = {
  name: 'name_text',
  type: 'TEXT NOT NULL',
  value: `user_search_text(${fields
    .filter(([name]) => searched.includes(name))
    .map(([name, field]) => keptField(name, field).value)
    .join(', ')})`,
};

/** Of the values of the searched fields, in their order; a list comes as JSON. */
export function userSearchText(...values: readonly unknown[]): string | null {
  if (!values.every((value) => typeof value === 'string')) return null;
  const user = Object.fromEntries(
    searched.map((name, at): [string, unknown] => {
      const value = values[at] ?? '';
      return [name, kept[name as OwnProperty].read(value as never)];
    }),
  );
  const key = searchKey(user['email'] as string);
  return searchLines(userFields, user)
    .filter((line) => line !== key)
    .join('\n');
}

/** What `SELECT` names to get properties of user `u`, each under its own name. */
export const selectOwn = (names: readonly OwnProperty[]): string =>
  names.map((name) => `u.${columnOf(name)} AS ${name}`).join(', ');

/** These properties of a row that was read with them. */
export function readOwn<N extends OwnProperty>(row: Readonly<Record<N, unknown>>, names: readonly N[]) {
  const user: Partial<Record<N, unknown>> = {};
  for (const name of names) user[name] = kept[name].read(row[name] as never);
  return user as Pick<User, N>;
}
