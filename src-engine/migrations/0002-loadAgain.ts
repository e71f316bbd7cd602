import type { WritableDatabase } from '../cache/database.ts';

/**
 * The shape stays; the number makes the versions before it leave the copy alone. Some of them wrote into the copy of a
 * newer version without noting which columns they did not fill, and nothing would have brought those values again. So
 * whatever such a version left loads again, once, behind what it shows.
 */
export function migrateTo2(database: WritableDatabase): void {
  database.execute(`
    UPDATE sync_states
    SET cursor = NULL, sweeping = 1, generation = generation + 1, loaded = 0, expected = NULL`);
}
