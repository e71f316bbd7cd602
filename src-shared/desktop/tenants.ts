import { z } from 'zod';
import { apiErrorSchema } from '../api/errors.ts';
import { accountProfile, tenantSummary } from '../api/tenants.ts';
import { instant } from '../domain/formats.ts';
import { defineCommands } from './command.ts';
import { tenantKeySchema } from './tenantKey.ts';

/** How true the copy of one tenant is. */
export const syncState = z.object({
  tenantKey: tenantKeySchema,
  phase: z.enum(['never-opened', 'loading', 'up-to-date', 'stale']),
  /** When the copy last agreed with the backend. */
  asOf: instant.nullable(),
  /** During a first load: rows so far and about how many there will be. */
  loaded: z.int().nullable(),
  expected: z.int().nullable(),
  problem: apiErrorSchema.nullable(),
});
export type SyncState = z.infer<typeof syncState>;

/** Whether an account's backend answers, as last seen. */
export const connection = z.object({
  online: z.boolean(),
  /** When it last answered. */
  lastContactAt: instant.nullable(),
  /** Why it can't be reached, where that has a name: a certificate, a proxy. */
  problem: apiErrorSchema.nullable(),
  /** Milliseconds that the backend's clock is ahead of this computer's; 0 while they agree well enough. */
  clockSkew: z.number(),
});
export type Connection = z.infer<typeof connection>;

export const switcherTenant = tenantSummary.extend({
  /** The tenant as this account sees it. */
  key: tenantKeySchema,
  pinned: z.boolean(),
  /** 0 is the newest of the last eight; null if not among them. */
  recentRank: z.int().nullable(),
  sync: syncState,
});
export type SwitcherTenant = z.infer<typeof switcherTenant>;

const accountId = z.string();

export const tenantCommands = defineCommands('engine', {
  /** An account and all tenants that it may work on: the whole list, so that the switcher filters within a frame. */
  'tenants.all': {
    reads: [],
    input: z.strictObject({ accountId }),
    output: z.object({
      account: accountProfile,
      tenants: z.array(switcherTenant),
      connection,
      /** True when nothing is kept on disk because there is no keychain. */
      sessionOnly: z.boolean(),
    }),
  },
  /** Brings a tenant into view: remembers it as recent and keeps its copy in step from now on. */
  'tenants.open': {
    input: z.strictObject({ tenantKey: tenantKeySchema }),
    output: syncState,
  },
  'tenants.pin': {
    input: z.strictObject({ tenantKey: tenantKeySchema, pinned: z.boolean() }),
    output: z.void(),
  },
  /** Asks the backend for changes now. */
  'sync.now': {
    input: z.strictObject({ tenantKey: tenantKeySchema }),
    output: syncState,
  },
});
