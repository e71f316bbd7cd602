import { type RawBuilder, sql } from 'kysely';
import { customerFields } from '#shared/domain/customerFields.ts';
import { columnOf, type Fields } from '#shared/domain/fields.ts';
import { entityText, saysNothing, searchedFields, type SearchTerms } from '#shared/domain/search.ts';
import { userFields } from '#shared/domain/userFields.ts';
import type { WritableDatabase } from './unitOfWork.ts';
import { uuids } from './uuids.ts';

/*
 * The text that an entity is searched in is a column of its row, written with its fields (`columnsOf`). A row that an
 * older replica wrote has none, and is searched by what its table has of itself.
 */

interface SearchedTable {
  readonly fields: Fields;
  readonly id: string;
  /** SQL of what a row without a text is searched in, over its alias. */
  readonly instead: (alias: string) => RawBuilder<string>;
}

const tables = {
  users: {
    fields: userFields,
    id: 'user_id',
    instead: (alias) => sql`${sql.ref(`${alias}.name_order`)} || chr(10) || ${sql.ref(`${alias}.email_key`)}`,
  },
  customers: {
    fields: customerFields,
    id: 'customer_id',
    instead: (alias) => sql`${sql.ref(`${alias}.title_order`)}`,
  },
} as const satisfies Readonly<Record<string, SearchedTable>>;
type Searched = keyof typeof tables;

/** SQL of the text that a row is searched in. */
const textSql = (table: Searched, alias: string): RawBuilder<string> =>
  sql`coalesce(${sql.ref(`${alias}.search_text`)}, ${tables[table].instead(alias)})`;

/** Whether the title of a customer has a word: the first line of its text. */
export const titleHas = (alias: string, word: string): RawBuilder<boolean> =>
  sql`strpos(split_part(${textSql('customers', alias)}, chr(10), 1), ${word}) > 0`;

export interface SearchSqlOptions {
  readonly table: Searched;
  readonly alias: string;
  /** SQL of where else a word may be found. */
  readonly elsewhere?: (word: string) => RawBuilder<boolean>;
}

/** Whether a row has what was typed. No index helps: below row-level security only leakproof conditions use one. */
export function searchSql(
  terms: SearchTerms,
  { table, alias, elsewhere }: SearchSqlOptions,
): RawBuilder<boolean> {
  if (saysNothing(terms)) return sql`true`;
  const { words, number, id } = terms;
  const has = (word: string) => sql<boolean>`strpos(${textSql(table, alias)}, ${word}) > 0`;
  const each = words.map((word) =>
    elsewhere === undefined ? has(word) : sql<boolean>`(${has(word)} or ${elsewhere(word)})`,
  );
  const whole = [
    ...(number === null ? [] : [has(number)]),
    ...(id === null ? [] : [sql`${sql.ref(`${alias}.${tables[table].id}`)} = ${id}::uuid`]),
  ];
  return sql`(${sql.join([sql`(${sql.join(each, sql` and `)})`, ...whole], sql` or `)})`;
}

/** Writes the texts of rows of the tenant by what their fields say now. */
export async function writeSearchTexts(
  db: WritableDatabase,
  table: Searched,
  { tenantId, ids }: { readonly tenantId: string; readonly ids: readonly string[] },
): Promise<void> {
  const { fields, id } = tables[table];
  const names = searchedFields(fields).map((name) => sql`${sql.ref(columnOf(name))} as ${sql.ref(name)}`);
  const { rows } = await sql<Record<string, unknown>>`
    select ${sql.ref(id)} as id, ${sql.join(names)} from ${sql.table(table)}
    where tenant_id = ${tenantId}::uuid and ${sql.ref(id)} = any(${uuids(ids)})`.execute(db);
  const texts = rows.map((row) => ({ id: row['id'], text: entityText(fields, row) }));
  await sql`
    update ${sql.table(table)} t set search_text = d.text
    from jsonb_to_recordset(${JSON.stringify(texts)}::jsonb) as d (id uuid, text text)
    where t.tenant_id = ${tenantId}::uuid and t.${sql.ref(id)} = d.id and t.search_text is distinct from d.text`.execute(
    db,
  );
}
