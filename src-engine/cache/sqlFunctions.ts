import type { SqlFunction } from './database.ts';
import { nameSortKey, searchKey } from './sortKeys.ts';

/** What is no text has no key, and a column that must have one then refuses the row. */
const ofText =
  (key: (text: string) => string) =>
  (value: unknown): string | null =>
    typeof value === 'string' ? key(value) : null;

/** The keys by which texts are put in order and searched, as SQL functions. */
export const textFunctions: Readonly<Record<string, SqlFunction>> = {
  name_sort_key: ofText(nameSortKey),
  search_key: ofText(searchKey),
};
