import { z } from 'zod';
import { defineCommands } from './command.ts';
import { gridViews } from './views.ts';

/** A screen by name with its parameters, as data: the window knows its screens and what their parameters mean. */
export const screenPlace = z.object({ name: z.string().max(100) }).catchall(z.string().max(200).nullable());

/** What was in view of an account last, in its encrypted copy: the next start shows it again. */
export const place = z.object({
  lastTenantId: z.uuid(),
  lastScreen: screenPlace,
});
export type Place = z.infer<typeof place>;

/** The place, and how its grids were set up: read at once, since the first picture shows both. */
export const keptPlace = place.extend({ views: gridViews });
export type KeptPlace = z.infer<typeof keptPlace>;

export const placeCommands = defineCommands('engine', {
  /** Null before a tenant of the account was in view. */
  'place.read': {
    reads: [],
    input: z.strictObject({ accountId: z.string() }),
    output: keptPlace.nullable(),
  },
  'place.keep': {
    input: z.strictObject({ accountId: z.string(), ...place.shape }),
    output: z.void(),
  },
});
