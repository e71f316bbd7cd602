import * as all from './all.ts';
import type { Migration } from './migration.ts';

/** Every migration, in the order of their numbers. Only ever added to. */
export const migrations: readonly Migration[] = Object.values(all).toSorted((one, other) =>
  one.name < other.name ? -1 : 1,
);
