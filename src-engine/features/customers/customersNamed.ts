import type { ReadableDatabase } from '../../cache/database.ts';
import type { SyncRow } from '../../sync/syncRow.ts';

/** SQL of the first line of what a customer `c` is searched in: its title. */
const title = `substr(c.search_text, 1, instr(c.search_text || char(10), char(10)) - 1)`;

/** That the title of a customer (by its number) has a word (by its place). */
export interface NamedCustomer {
  readonly word: number;
  readonly customer: number;
}

/** Which of these words the titles of customers have, by the places of the words: one look at all customers. */
export function customersNamed(
  database: ReadableDatabase,
  { tenant }: SyncRow,
  words: readonly string[],
): readonly NamedCustomer[] {
  return database.all(
    `SELECT word.key AS word, c.key AS customer FROM customers AS c INDEXED BY customers_by_search
     CROSS JOIN json_each(:words) AS word
     WHERE c.tenant = :tenant AND c.known = 1 AND instr(${title}, word.value) > 0`,
    { tenant, words: JSON.stringify(words) },
  );
}

/** The same of the customers of all tenants. */
export function customersNamedEverywhere(
  database: ReadableDatabase,
  words: readonly string[],
): readonly NamedCustomer[] {
  return database.all(
    `SELECT word.key AS word, c.key AS customer FROM customers AS c INDEXED BY customers_by_search
     CROSS JOIN json_each(:words) AS word
     WHERE c.known = 1 AND instr(${title}, word.value) > 0`,
    { words: JSON.stringify(words) },
  );
}
