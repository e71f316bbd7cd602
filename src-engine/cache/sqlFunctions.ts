import type { SqlFunction } from './database.ts';
import { nameSortKey, searchKey } from './sortKeys.ts';
import { userFactFunctions } from '../features/users/userFacts.ts';

/** What is no text has no key, and a column that must have one then refuses the row. */
const ofText =
  (key: (text: string) => string) =>
  (value: unknown): string | null =>
    typeof value === 'string' ? key(value) : null;

/** What the writer's SQL may call. Queries call none: all that they compare is stored. */
export const sqlFunctions: Readonly<Record<string, SqlFunction>> = {
  name_sort_key: ofText(nameSortKey),
  search_key: ofText(searchKey),
  ...userFactFunctions,
};
