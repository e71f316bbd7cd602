import type { EngineFeature } from '../engineFeature.ts';
import { readPreferences } from './preferencesStore.ts';
import { preferencesWrites } from './preferencesWrites.ts';

export const preferencesFeature = {
  writes: preferencesWrites,
  handlers: {
    'preferences.read': async (_, { copy }) => readPreferences(copy.readable),
    'preferences.change': ({ accountId: _read, ...changes }, { copy }) =>
      copy.writer.write(preferencesWrites.changePreferences, changes),
  },
} satisfies EngineFeature;
