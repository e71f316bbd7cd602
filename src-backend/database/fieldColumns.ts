import { type ColumnType, type Generated, type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import {
  columnOf,
  type Field,
  type Fields,
  type FieldValues,
  keyColumnOf,
  namesOf,
} from '#shared/domain/fields.ts';
import { entityText, searchedFields } from '#shared/domain/search.ts';
import { textKey } from '#shared/domain/text.ts';

/*
 * The fields of an entity as columns: types of its table, values of a row, and its part of the entity's JSON. Nothing
 * here knows which fields there are.
 */

type SnakeCase<S extends string> = S extends `${infer Head}${infer Tail}`
  ? Head extends Lowercase<Head>
    ? `${Head}${SnakeCase<Tail>}`
    : `_${Lowercase<Head>}${SnakeCase<Tail>}`
  : S;

type Apart<F extends Fields> = keyof {
  [K in keyof F as F[K]['stored'] extends 'apart' ? K : never]: K;
} &
  string;
type Here<F extends Fields> = Exclude<keyof F, Apart<F>> & string;
type Keyed<F extends Fields> = keyof {
  [K in keyof F as F[K] extends { readonly key: string } ? K : never]: K;
} &
  string;

/** The column of the text that an entity is searched in, where any of its fields is. */
type SearchText<F extends Fields> = {
  [K in keyof F]: F[K] extends { readonly search: string } ? 'search_text' : never;
}[keyof F];

type Value<F extends Field> = z.output<F['answer']>;
type Defaulted<F extends Field, T> = F extends { readonly fallback: string } ? Generated<T> : T;
type Column<F extends Field> = F['stored'] extends 'json'
  ? ColumnType<Value<F>, string | undefined, string>
  : Defaulted<F, Value<F>>;

/** The columns of the fields, as part of a table's type. JSON is written as text: both drivers take that for lists too. */
export type FieldColumns<F extends Fields> = { [K in Here<F> as SnakeCase<K>]: Column<F[K]> } & {
  [K in Keyed<F> as `${SnakeCase<K>}_key`]: string;
} & { [K in SearchText<F>]: ColumnType<string | null, string | undefined, string> };

type FieldRow<F extends Fields> = {
  [K in Here<F> as SnakeCase<K>]: F[K]['stored'] extends 'json' ? string : Value<F[K]>;
} & { [K in Keyed<F> as `${SnakeCase<K>}_key`]: string } & { [K in SearchText<F>]: string };

/** What a row holds of the fields, their keys and the text that they are searched in with them. */
export function columnsOf<F extends Fields>(fields: F, values: Omit<FieldValues<F>, Apart<F>>): FieldRow<F> {
  const row: Record<string, unknown> = {};
  for (const [name, { stored, key }] of Object.entries(fields)) {
    const value: unknown = values[name as Here<F>];
    if (stored !== 'apart') row[columnOf(name)] = stored === 'json' ? JSON.stringify(value) : value;
    if (key !== undefined) row[keyColumnOf(name)] = textKey(String(value));
  }
  if (searchedFields(fields).length > 0) row['search_text'] = entityText(fields, values);
  return row as FieldRow<F>;
}

/** The names of these columns. */
export function columnNames(fields: Fields): readonly string[] {
  return Object.entries(fields).flatMap(([name, { stored, key }]) => [
    ...(stored === 'apart' ? [] : [columnOf(name)]),
    ...(key === undefined ? [] : [keyColumnOf(name)]),
  ]);
}

/** JSON of a row that says nothing: under a row from before a field was there, so that the field has its fallback. */
export function fallbackRow(fields: Fields): string {
  const entries = Object.entries(fields).flatMap(([name, field]) =>
    'fallback' in field ? [[columnOf(name), field.fallback]] : [],
  );
  return JSON.stringify(Object.fromEntries(entries));
}

/** Names and values of the fields, for `json_build_object`; `apart` reads what lies in other tables. */
export function fieldsJson<F extends Fields>(
  fields: F,
  alias: string,
  apart: Readonly<Record<Apart<F>, RawBuilder<unknown>>>,
): RawBuilder<unknown> {
  const elsewhere: Readonly<Record<string, RawBuilder<unknown>>> = apart;
  return sql.join(
    namesOf(fields).map(
      (name) => sql`${sql.lit(name)}, ${elsewhere[name] ?? sql.ref(`${alias}.${columnOf(name)}`)}`,
    ),
  );
}
