import type { User } from '#shared/api/users.ts';
import type { ReadableDatabase } from '../../cache/database.ts';
import { idText } from '../../cache/ids.ts';

interface NamedSet {
  readonly ids: string[];
  readonly names: string[];
}

interface NamedCustomer {
  readonly id: string;
  readonly title: string;
}

/** What users have in common, read and parsed once: a page knows few customers and combinations of profiles. */
export interface Shared {
  readonly set: (key: number) => NamedSet;
  readonly customer: (key: number) => NamedCustomer;
}

const noSet: NamedSet = { ids: [], names: [] };
const noCustomer: NamedCustomer = { id: '', title: '' };

export function sharedOf(
  database: ReadableDatabase,
  users: readonly { readonly customer: number; readonly profileSet: number; readonly roleSet: number }[],
): Shared {
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

export const fullName = ({ firstName, lastName }: Pick<User, 'firstName' | 'lastName'>): string =>
  `${firstName} ${lastName}`.trim();

/** Second factors as the copy stores them: a list with commas. */
export const secondFactorsOf = (stored: string): User['secondFactors'] =>
  stored === '' ? [] : (stored.split(',') as User['secondFactors']);
