import type { ReadableDatabase } from '../../cache/database.ts';
import { trigramQuery } from '../../cache/trigrams.ts';
import type { SyncRow } from '../../sync/syncRow.ts';
import { titleOf, titlesSearch } from './titlesSearch.ts';

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
     WHERE c.tenant = :tenant AND c.known = 1 AND instr(${titleOf('c')}, word.value) > 0`,
    { tenant, words: JSON.stringify(words) },
  );
}

/** Customers that are looked at for a word that the search index knows, and for one that it does not. */
const hitLimit = 300;
const lookLimit = 2000;

/** The same of the customers of all tenants; of words that very many have only some, and then it is not complete. */
export function customersNamedEverywhere(
  database: ReadableDatabase,
  words: readonly string[],
): { readonly named: readonly NamedCustomer[]; readonly complete: boolean } {
  const looks = words.map((word, at) => {
    const match = trigramQuery([word]);
    const limit = match === null ? lookLimit : hitLimit;
    const keys =
      match === null
        ? `SELECT key FROM customers INDEXED BY customers_by_search WHERE known = 1 LIMIT :limit`
        : `SELECT rowid AS key FROM ${titlesSearch} WHERE ${titlesSearch} MATCH :match LIMIT :limit`;
    const looked = database.all<{ customer: number; has: 0 | 1 }>(
      `SELECT c.key AS customer, c.known = 1 AND instr(${titleOf('c')}, :word) > 0 AS has
       FROM (${keys}) AS hit CROSS JOIN customers AS c ON c.key = hit.key`,
      { word, match, limit: limit + 1 },
    );
    const named = looked.filter(({ has }) => has === 1).map(({ customer }) => ({ word: at, customer }));
    return { named, complete: looked.length <= limit };
  });
  return {
    named: looks.flatMap(({ named }) => named),
    complete: looks.every(({ complete }) => complete),
  };
}
