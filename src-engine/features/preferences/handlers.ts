import type { SomeHandlers } from '../../commands/handlers.ts';
import { preferencesWrites, readPreferences } from './preferencesStore.ts';

export const preferencesHandlers = {
  'preferences.read': async (_, { copy }) => readPreferences(copy.readable),
  'preferences.change': ({ accountId: _read, ...changes }, { copy }) =>
    copy.writer.write(preferencesWrites.changePreferences, changes),
} satisfies SomeHandlers;
