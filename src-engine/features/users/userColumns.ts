import type { UserInput } from '#shared/api/users.ts';
import { columnOf, type Field, keyColumnOf } from '#shared/domain/fields.ts';
import { userFields } from '#shared/domain/userFields.ts';

/** A column of a table of users, made of the field table when this module is loaded. */
export interface FieldColumn {
  readonly name: string;
  readonly type: 'TEXT' | 'TEXT NOT NULL';
  /** SQL of its value, given a user of the contract as `user.value`. */
  readonly value: string;
  /** SQL of what it holds in rows that were written before the column was there. */
  readonly absent: string;
}

/** Fields that the copy keeps in another way: customers, profiles and roles as numbers of what many users share. */
type SharedField = 'customerId' | 'profileIds' | 'roleIds';
export type OwnFields = Omit<UserInput, SharedField>;

const all: readonly (readonly [name: string, field: Field])[] = Object.entries(userFields);
const own = all.filter(([, { stored }]) => stored === 'text' || stored === 'json');

const quoted = (value: unknown): string => `'${String(value).replaceAll("'", "''")}'`;

function columnsOf([name, field]: (typeof own)[number]): readonly FieldColumn[] {
  const json = field.stored === 'json';
  const fallback = 'fallback' in field ? field.fallback : json ? [] : '';
  const absent = fallback === null ? 'NULL' : quoted(json ? JSON.stringify(fallback) : fallback);
  const given = `(user.value ${json ? '->' : '->>'} '$.${name}')`;
  // A backend of an older version doesn't say what it doesn't know.
  const value = 'fallback' in field && fallback !== null ? `coalesce(${given}, ${absent})` : given;
  const type = fallback === null ? 'TEXT' : 'TEXT NOT NULL';
  const column: FieldColumn = { name: columnOf(name), type, value, absent };
  if (field.key === undefined) return [column];
  const key = `CASE ${value} WHEN '' THEN '' ELSE search_key(${value}) END`;
  return [column, { name: keyColumnOf(name), type: 'TEXT NOT NULL', value: key, absent: quoted('') }];
}

/** The columns of the fields that a user's row holds itself, keys with them. */
export const fieldColumns: readonly FieldColumn[] = own.flatMap(columnsOf);

/** Keys that a search must equal. */
export const exactColumns: readonly string[] = own
  .filter(([, { key }]) => key === 'exact')
  .map(([name]) => keyColumnOf(name));

/** What `SELECT` names to get the fields, each under its own name; those in `without` are selected already. */
export const selectFields = (without: readonly string[]): string =>
  own
    .filter(([name]) => !without.includes(name))
    .map(([name]) => `u.${columnOf(name)} AS ${name}`)
    .join(', ');

/** The fields of a row that was read with them. */
export function readFields(stored: Readonly<Record<keyof OwnFields, string | null>>): OwnFields {
  const values = own.map(([name, field]) => {
    const value = stored[name as keyof OwnFields];
    return [name, field.stored === 'json' ? (JSON.parse(value ?? 'null') as unknown) : value];
  });
  return Object.fromEntries(values) as OwnFields;
}
