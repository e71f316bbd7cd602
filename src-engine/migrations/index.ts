import type { Migration } from '../cache/migrate.ts';
import { migrateTo1 } from './0001-first.ts';
import { migrateTo2 } from './0002-loadAgain.ts';

/** Every shape that the copy had, in order. Only ever appended to. */
export const migrations: readonly Migration[] = [migrateTo1, migrateTo2];
