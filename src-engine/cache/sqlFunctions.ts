import type { SqlFunction } from './database.ts';
import { nameSortKey, searchKey } from './sortKeys.ts';
import { userFactFunctions } from './userFacts.ts';

/** What the writer's SQL may call. Queries call none: all that they compare is stored. */
export const sqlFunctions: Readonly<Record<string, SqlFunction>> = {
  name_sort_key: nameSortKey,
  search_key: searchKey,
  ...userFactFunctions,
};
