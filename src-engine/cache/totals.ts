import type { Parameters, ReadableDatabase } from './database.ts';

/** How many rows match in all; a lower bound unless it is exact. */
export interface Total {
  readonly total: number;
  readonly totalIsExact: boolean;
}

/** Counting stops here: a grid then shows "10,000+". */
export const totalLimit = 10_000;

/** Counts the rows of a statement that ends with `LIMIT :limit`. */
export function totalWithin(database: ReadableDatabase, rows: string, parameters: Parameters): Total {
  const counted = database.get<{ total: number }>(`SELECT count(*) AS total FROM (${rows})`, {
    ...parameters,
    limit: totalLimit + 1,
  });
  const total = counted?.total ?? 0;
  return { total: Math.min(total, totalLimit), totalIsExact: total <= totalLimit };
}
