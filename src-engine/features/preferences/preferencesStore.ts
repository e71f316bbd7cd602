import { preferences, type Preferences } from '#shared/desktop/preferences.ts';
import type { ReadableDatabase } from '../../cache/database.ts';
import { readFact } from '../../cache/facts.ts';

/** The account's wishes; defaults for what it never said, or what an older version said in other words. */
export function readPreferences(database: ReadableDatabase): Preferences {
  const stored = preferences.safeParse(JSON.parse(readFact(database, 'preferences') ?? '{}'));
  return stored.success ? stored.data : preferences.parse({});
}
