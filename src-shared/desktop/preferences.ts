import { z } from 'zod';
import { defineCommands } from './command.ts';
import { appearance } from './session.ts';

/** A screen by name with its parameters, as data: the window knows its screens and what their parameters mean. */
const lastScreen = z.object({ name: z.string().max(100) }).catchall(z.string().max(200).nullable());

/** What the console remembers of an account's wishes, in its encrypted copy. */
export const preferences = z.object({
  appearance: appearance.default('system'),
  density: z.enum(['compact', 'comfortable']).default('compact'),
  language: z.enum(['en', 'de']).default('en'),
  lastTenantId: z.uuid().nullable().default(null),
  /** What was in view of that tenant: the next start shows it again. */
  lastScreen: lastScreen.optional(),
});
export type Preferences = z.infer<typeof preferences>;

export const preferenceCommands = defineCommands('engine', {
  'preferences.read': {
    reads: [],
    input: z.strictObject({ accountId: z.string() }),
    output: preferences,
  },
  'preferences.change': {
    /** Only what is named changes. No defaults here, or an absent wish would reset the others. */
    input: z.strictObject({
      accountId: z.string(),
      appearance: appearance.optional(),
      density: z.enum(['compact', 'comfortable']).optional(),
      language: z.enum(['en', 'de']).optional(),
      lastTenantId: z.uuid().nullable().optional(),
      lastScreen: lastScreen.optional(),
    }),
    output: preferences,
  },
});
