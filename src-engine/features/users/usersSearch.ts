import { saysNothing, searchTerms, type SearchTerms } from '#shared/domain/search.ts';
import { customersNamed, customersNamedEverywhere, type NamedCustomer } from '../customers/customersNamed.ts';
import type { Parameters, ReadableDatabase } from '../../cache/database.ts';
import { idBytes } from '../../cache/ids.ts';
import { trigramQuery, trigramsOf } from '../../cache/trigrams.ts';
import type { SyncRow } from '../../sync/syncRow.ts';
import type { Restriction, Scope } from './usersFilter.ts';
import { hasOldTexts } from './userTables.ts';

/** A word of a search, and how SQL calls it. */
interface Word {
  readonly word: string;
  readonly name: string;
  /** Numbers of the customers whose title has it; their users are found by it, too. */
  readonly customers: readonly number[];
}

/** What the parts of a search are made for. */
interface Search {
  readonly scope: Scope;
  /** Rows of an earlier version are still among those of the tenant: see `hasOldTexts`. */
  readonly old: boolean;
}

/** What was typed, as parts of a filter of a tenant's users. No title is looked at in the list of one customer: there it says nothing. */
export function searching(
  database: ReadableDatabase,
  row: SyncRow,
  { scope, query }: { readonly scope: Scope; readonly query: string },
): readonly Restriction[] {
  const terms = searchTerms(query);
  if (saysNothing(terms)) return [];
  const named = scope.customer === null ? customersNamed(database, row, terms.words) : [];
  return partsOf({ scope, old: hasOldTexts(database, row) }, terms, named);
}

/** Parts of a search, and whether they are all: of very common words in titles only some customers are known. */
interface SearchEverywhere {
  readonly parts: readonly Restriction[];
  readonly complete: boolean;
}

/** The same of the users of all tenants in a table. Whom an earlier version wrote is found as far as it wrote texts. */
export function searchingEverywhere(
  database: ReadableDatabase,
  scope: Scope,
  terms: SearchTerms,
): SearchEverywhere {
  const { named, complete } = customersNamedEverywhere(database, terms.words);
  return { parts: partsOf({ scope, old: false }, terms, named), complete };
}

/**
 * Words that only the users themselves can have stand together, so that the search index finds who has them all; each that
 * titles of customers have, too, by itself.
 */
function partsOf(
  search: Search,
  terms: SearchTerms,
  named: readonly NamedCustomer[],
): readonly Restriction[] {
  const { scope } = search;
  const words = terms.words.map((word, at): Word => {
    const customers = named.filter((one) => one.word === at).map(({ customer }) => customer);
    return { word, name: `word${String(at)}`, customers };
  });
  const own = words.filter(({ customers }) => customers.length === 0);
  const parts = [
    ...(own.length === 0 ? [] : [inText(search, own)]),
    ...words.filter(({ customers }) => customers.length > 0).map((word) => inTextOrTitle(search, word)),
  ];
  const { number, id } = terms;
  const isWord = terms.words.length === 1 && terms.words[0] === number;
  const wholes = [
    ...(number === null || isWord ? [] : [inText(search, [{ word: number, name: 'number', customers: [] }])]),
    ...(id === null ? [] : [byId(scope, id)]),
  ];
  return wholes.length === 0 ? parts : [either(parts, wholes)];
}

/** instr, not LIKE: nothing that a person types is a wildcard. */
function has({ old }: Search, { name }: Word): string {
  if (!old) return `(instr(u.name_text, :${name}) > 0 OR instr(u.email_key, :${name}) > 0)`;
  const text = 'u.name_key || char(10) || u.email_key || char(10) || lower(u.employee_number)';
  return `instr(${text}, :${name}) > 0`;
}

const wordParameters = (words: readonly Word[]): Parameters =>
  Object.fromEntries(words.map(({ name, word }) => [name, word]));

/** SQL of the keys that the search index gives for all of these words; null when it knows none of them. */
function indexed({ scope: { table, search, where, everywhere }, old }: Search, words: readonly Word[]) {
  const match = trigramQuery(words.map(({ word }) => word));
  if (match === null || old) return null;
  const name = `match_${words.map((word) => word.name).join('_')}`;
  const inScope = `SELECT u.key FROM ${search} CROSS JOIN ${table} AS u ON u.key = ${search}.rowid
    WHERE ${search} MATCH :${name} AND ${where} LIMIT :limit`;
  return {
    keys: everywhere
      ? `SELECT rowid AS key FROM ${search} WHERE ${search} MATCH :${name} LIMIT :limit`
      : inScope,
    parameters: { [name]: match },
  };
}

function inText(search: Search, words: readonly Word[]): Restriction {
  const found = indexed(search, words);
  return {
    condition: words.map((word) => has(search, word)).join(' AND '),
    parameters: { ...wordParameters(words), ...found?.parameters },
    keys: found?.keys ?? null,
    loose: words.some(({ word }) => trigramsOf(word).length === 0),
    // Of three letters the search index knows all; of longer words it only knows their parts.
    exact:
      words.length === 1 && Array.from(words[0]?.word ?? '').length === 3 && search.scope.customer === null,
  };
}

function inTextOrTitle(search: Search, word: Word): Restriction {
  const { table } = search.scope;
  const found = indexed(search, [word]);
  const customers = `${word.name}_customers`;
  const at = `u.customer IN (SELECT value FROM json_each(:${customers}))`;
  const ofCustomers = `SELECT u.key FROM json_each(:${customers}) AS named
    CROSS JOIN customers AS c ON c.key = named.value
    CROSS JOIN ${table} AS u INDEXED BY ${table}_of_customer ON u.tenant = c.tenant AND u.customer = c.key LIMIT :limit`;
  return {
    condition: `(${has(search, word)} OR ${at})`,
    parameters: {
      ...wordParameters([word]),
      ...found?.parameters,
      [customers]: JSON.stringify(word.customers),
    },
    keys: found === null ? null : union([found.keys, ofCustomers]),
    exact: Array.from(word.word).length === 3,
  };
}

function byId({ table, where }: Scope, id: string): Restriction {
  return {
    condition: 'u.id = :userId',
    parameters: { userId: idBytes(id) },
    keys: `SELECT u.key FROM ${table} AS u INDEXED BY ${table}_by_id WHERE ${where} AND u.id = :userId LIMIT :limit`,
    exact: true,
  };
}

/** Who matches all `parts`, or one of `wholes`. */
function either(parts: readonly Restriction[], wholes: readonly Restriction[]): Restriction {
  const all = parts.map(({ condition }) => condition).join(' AND ');
  const each = wholes.map(({ condition }) => `(${condition})`);
  const keys = [parts.find((part) => part.keys !== null)?.keys ?? null, ...wholes.map((whole) => whole.keys)];
  const known = keys.filter((sql) => sql !== null);
  const parameters = [...parts, ...wholes].map((one) => one.parameters);
  return {
    condition: `((${all}) OR ${each.join(' OR ')})`,
    parameters: Object.assign({}, ...parameters) as Parameters,
    keys: known.length < keys.length ? null : union(known),
    exact: false,
  };
}

const union = (keys: readonly string[]): string =>
  `${keys.map((sql) => `SELECT key FROM (${sql})`).join(' UNION ')} LIMIT :limit`;
