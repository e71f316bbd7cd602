import type { ReadableDatabase } from '../../cache/database.ts';
import { idText } from '../../cache/ids.ts';

/** What a user has in common with others, by number. */
export interface Shares {
  readonly customer: number;
  readonly profileSet: number;
  readonly roleSet: number;
}

interface NamedSet {
  readonly ids: string[];
  readonly names: string[];
}

interface NamedCustomer {
  readonly id: string;
  readonly title: string;
}

/** What users have in common, read and parsed once: a page knows few customers and combinations of profiles. */
interface Shared {
  readonly set: (key: number) => NamedSet;
  readonly customer: (key: number) => NamedCustomer;
}

const noSet: NamedSet = { ids: [], names: [] };
const noCustomer: NamedCustomer = { id: '', title: '' };

export function sharedOf(database: ReadableDatabase, users: readonly Shares[]): Shared {
  const setKeys = new Set(users.flatMap(({ profileSet, roleSet }) => [profileSet, roleSet]));
  const sets = database.all<{ key: number; ids: string; names: string }>(
    'SELECT s.key, s.ids, s.names FROM json_each(:keys) AS wanted CROSS JOIN name_sets AS s ON s.key = wanted.value',
    { keys: JSON.stringify([...setKeys]) },
  );
  const customers = database.all<{ key: number; id: Uint8Array; title: string }>(
    'SELECT c.key, c.id, c.title FROM json_each(:keys) AS wanted CROSS JOIN customers AS c ON c.key = wanted.value',
    { keys: JSON.stringify([...new Set(users.map(({ customer }) => customer))]) },
  );
  const setOf = new Map(
    sets.map(({ key, ids, names }): [number, NamedSet] => [
      key,
      { ids: JSON.parse(ids) as string[], names: JSON.parse(names) as string[] },
    ]),
  );
  const customerOf = new Map(
    customers.map(({ key, id, title }): [number, NamedCustomer] => [key, { id: idText(id), title }]),
  );
  return {
    set: (key) => setOf.get(key) ?? noSet,
    customer: (key) => customerOf.get(key) ?? noCustomer,
  };
}
