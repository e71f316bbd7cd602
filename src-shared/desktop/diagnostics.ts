import { z } from 'zod';
import { instant } from '../domain/formats.ts';
import { defineCommands } from './command.ts';
import { connection, syncState } from './tenants.ts';

/** See `RecentEvent`. */
const recentEvent = z.object({
  at: z.number(),
  level: z.enum(['info', 'warn', 'error']),
  what: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

const tenantReport = z.object({
  phase: syncState.shape.phase,
  asOf: instant.nullable(),
  /** The code of what keeps it from being up to date. */
  problem: z.string().nullable(),
  users: z.int(),
  customers: z.int(),
  profiles: z.int(),
});

/** What the engine says of itself to whoever helps: numbers, states and codes, and no names. */
export const engineReport = z.object({
  sqlite: z.string(),
  /** The number of the copy's shape that this version knows. */
  copyNumber: z.int(),
  accounts: z.array(
    z.object({
      /** By which main numbers the account; it is not told any further. */
      accountId: z.string(),
      connection,
      /** Size of the copy's files; null where it lives in memory. */
      bytes: z.int().nullable(),
      /** How many tenants the account has, and those of them that were opened. */
      tenants: z.int(),
      opened: z.array(tenantReport),
      drafts: z.int(),
    }),
  ),
  events: z.array(recentEvent),
});
export type EngineReport = z.infer<typeof engineReport>;
export type AccountReport = EngineReport['accounts'][number];

/** See `exceptionFacts`; nothing else, since the page is not to be trusted with what is shown to others. */
const failure = z.object({
  exception: z.string().regex(/^[A-Za-z][\w-]{0,60}$/u),
  code: z
    .string()
    .regex(/^[A-Za-z][\w-]{0,60}$/u)
    .optional(),
  at: z
    .string()
    .regex(/^[\w.:< -]{0,1000}$/u)
    .optional(),
});

export const diagnosticsCommands = defineCommands('main', {
  /** The page met a bug and shows nothing any more: it is noted, and the page loaded again. */
  'window.failed': {
    input: failure,
    output: z.void(),
  },
  /** Puts a text for support on the clipboard: versions, states, sizes and the last errors, and nothing about people. */
  'diagnostics.copy': {
    input: z.void(),
    output: z.void(),
  },
});
