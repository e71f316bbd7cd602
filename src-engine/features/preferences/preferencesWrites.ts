import { preferences, type Preferences } from '#shared/desktop/preferences.ts';
import type { WritableDatabase } from '../../cache/database.ts';
import { saveFact } from '../../cache/facts.ts';
import { defineWrites } from '../../cache/write.ts';
import { readPreferences } from './preferencesStore.ts';

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
