import { z } from 'zod';
import { apiErrorSchema } from '../api/errors.ts';
import { accountProfile } from '../api/tenants.ts';
import { defineCommand } from './command.ts';

/** Whether credentials and the cache key can be kept in the OS keychain (D1). */
export const keychainState = z.discriminatedUnion('available', [
  z.object({ available: z.literal(true) }),
  /** Session-only: nothing is written to disk. `reason` picks the words of the banner. */
  z.object({
    available: z.literal(false),
    reason: z.enum(['no-secret-service', 'locked', 'plain-text-backend', 'denied', 'unknown']),
  }),
]);
export type KeychainState = z.infer<typeof keychainState>;

/** One signed-in admin identity at one backend. */
export const account = z.object({
  /** Local id, stable over restarts; never a secret. */
  id: z.string(),
  backendUrl: z.url(),
  profile: accountProfile,
  homeTenantName: z.string(),
});
export type Account = z.infer<typeof account>;

export const sessionState = z.object({
  state: z.enum(['signed-out', 'signing-in', 'signed-in']),
  account: account.nullable(),
  /** Offered on the sign-in screen. */
  backendUrl: z.string(),
  keychain: keychainState,
  /** While signing in: the page that was opened in the browser, to copy where no browser came up. */
  signInUrl: z.string().optional(),
  /**
   * Why the last sign-in or restored session ended, if it did not end by wish. While signed in: CACHE_UNAVAILABLE says
   * that an older local copy could not be opened, was set aside, and a new one is being loaded.
   */
  problem: apiErrorSchema.nullable(),
});
export type SessionState = z.infer<typeof sessionState>;

export const appearance = z.enum(['light', 'dark', 'system']);
export type Appearance = z.infer<typeof appearance>;

export const sessionCommands = {
  'session.current': defineCommand({
    name: 'session.current',
    answeredBy: 'main',
    input: z.void(),
    output: sessionState,
  }),
  /** Opens the system browser; answers when the browser came back, was given up, or failed. */
  'session.signIn': defineCommand({
    name: 'session.signIn',
    answeredBy: 'main',
    input: z.strictObject({ backendUrl: z.string().max(2048) }),
    output: sessionState,
  }),
  'session.cancelSignIn': defineCommand({
    name: 'session.cancelSignIn',
    answeredBy: 'main',
    input: z.void(),
    output: sessionState,
  }),
  /** Ends the session at the backend if it can be reached, and wipes the account's local data (D6). */
  'session.signOut': defineCommand({
    name: 'session.signOut',
    answeredBy: 'main',
    input: z.void(),
    output: sessionState,
  }),
  'window.setAppearance': defineCommand({
    name: 'window.setAppearance',
    answeredBy: 'main',
    input: z.strictObject({ appearance }),
    output: z.void(),
  }),
  'window.copyText': defineCommand({
    name: 'window.copyText',
    answeredBy: 'main',
    input: z.strictObject({ text: z.string().max(10_000) }),
    output: z.void(),
  }),
};
