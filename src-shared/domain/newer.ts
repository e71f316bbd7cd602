import { z } from 'zod';

/*
 * For answers only: a backend may be newer than the console that asks, and names it doesn't know must not make a whole
 * answer unreadable. What a console sends stays strict.
 */

/** A list of names: those that this version doesn't know are left out. */
export function knownOf<const T extends string>(names: readonly T[]) {
  const known = new Set<unknown>(names);
  const keep = (given: unknown): unknown =>
    Array.isArray(given) ? given.filter((one) => typeof one !== 'string' || known.has(one)) : given;
  return z.preprocess(keep, z.array(z.enum(names)));
}

/**
 * One of these names, or one that this version doesn't know: that is kept as it came, though its type can't say so, and
 * what shows it has neutral words for it.
 */
export function oneOf<const T extends string>(names: readonly T[]): z.ZodType<T> {
  return z.union([z.enum(names), z.string().refine(() => !ownNamesOnly)]) as unknown as z.ZodType<T>;
}

let ownNamesOnly = false;

/** Reads answers of this very version: a name that it doesn't know is a mistake, where `oneOf` would keep it. */
export function readOwn<T>(read: () => T): T {
  ownNamesOnly = true;
  try {
    return read();
  } finally {
    ownNamesOnly = false;
  }
}
