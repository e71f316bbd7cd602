import { z } from 'zod';
import { defineCommands } from './command.ts';

/** What was in view of an account last, in its encrypted copy: the next start shows it again. */
export const place = z.object({
  lastTenantId: z.uuid(),
  /** A screen by name with its parameters, as data: the window knows its screens and what their parameters mean. */
  lastScreen: z.object({ name: z.string().max(100) }).catchall(z.string().max(200).nullable()),
});
export type Place = z.infer<typeof place>;

export const placeCommands = defineCommands('engine', {
  /** Null before a tenant of the account was in view. */
  'place.read': {
    reads: [],
    input: z.strictObject({ accountId: z.string() }),
    output: place.nullable(),
  },
  'place.keep': {
    input: z.strictObject({ accountId: z.string(), ...place.shape }),
    output: z.void(),
  },
});
