import { z } from 'zod';

/** Largest page of a list. */
export const pageLimit = 100;

/** An opaque place in a list, signed by the backend and bound to tenant and query. */
export const cursor = z.string().min(1).max(2048);

/** The query of every list: a keyset page (no exact count on the path of a page). */
export const pageQuery = {
  cursor: cursor.optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/u)
    .transform(Number)
    .pipe(z.int().min(1).max(pageLimit))
    .optional(),
};

/** A page of `item`: `nextCursor` is null on the last one. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: cursor.nullable() });
}

/** Values separated by commas, as filters with several values travel in a query string. */
export function commaList<T extends z.ZodType<unknown, string>>(item: T, max = 50) {
  return z
    .string()
    .max(4096)
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(item).max(max));
}

export const sortDirections = ['asc', 'desc'] as const;
export type SortDirection = (typeof sortDirections)[number];
