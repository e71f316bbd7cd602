import { preferences, type Preferences } from '#shared/desktop/preferences.ts';
import type { ReadableDatabase, WritableDatabase } from '../../cache/database.ts';
import { readFact, saveFact } from '../../cache/facts.ts';
import { defineWrites } from '../../cache/write.ts';

/** The account's wishes; defaults for what it never said, or what an older version said in other words. */
export function readPreferences(database: ReadableDatabase): Preferences {
  const stored = preferences.safeParse(JSON.parse(readFact(database, 'preferences') ?? '{}'));
  return stored.success ? stored.data : preferences.parse({});
}

type Changes = { readonly [K in keyof Preferences]?: Preferences[K] | undefined };

/** Changes what is named and returns all. */
function changePreferences(database: WritableDatabase, changes: Changes): Preferences {
  return database.transaction(() => {
    const next = preferences.parse({ ...readPreferences(database), ...changes });
    saveFact(database, 'preferences', JSON.stringify(next));
    return next;
  });
}

export const preferencesWrites = defineWrites({ changePreferences });
