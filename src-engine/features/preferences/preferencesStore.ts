import { preferences, type Preferences } from '#shared/desktop/preferences.ts';
import type { ReadableDatabase } from '../../cache/database.ts';

/** The account's wishes; defaults for what it never said, or what an older version said in other words. */
export function readPreferences(database: ReadableDatabase): Preferences {
  const row = database.get<{ value: string }>(`SELECT value FROM facts WHERE name = 'preferences'`);
  const stored = preferences.safeParse(JSON.parse(row?.value ?? '{}'));
  return stored.success ? stored.data : preferences.parse({});
}
