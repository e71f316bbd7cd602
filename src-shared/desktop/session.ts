import { z } from 'zod';
import { apiErrorSchema } from '../api/errors.ts';
import { accountProfile } from '../api/tenants.ts';
import { defineCommands } from './command.ts';
import { appearances, densities } from './look.ts';

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

/** An account of this window. Each is its own: what happens to one leaves the others alone. */
export const sessionAccount = account.extend({
  /** `ended`: its session is over and what it showed has left; it stays listed until it signs in again or is removed. */
  state: z.enum(['signed-in', 'ended']),
  keychain: keychainState,
  /**
   * Why its session ended. While signed in: CACHE_UNAVAILABLE says that an older local copy could not be opened, was set
   * aside, and a new one is being loaded.
   */
  problem: apiErrorSchema.nullable(),
});
export type SessionAccount = z.infer<typeof sessionAccount>;

export const sessionState = z.object({
  accounts: z.array(sessionAccount),
  /** The account whose tenant was in view last; null before there was one. */
  lastInView: z.string().nullable(),
  signIn: z.object({
    /** A sign-in in the browser is under way. */
    waiting: z.boolean(),
    /** Offered on the sign-in screen, or signed in at now. */
    backendUrl: z.string(),
    /** While waiting: the page that was opened in the browser, to copy where no browser came up. */
    url: z.string().optional(),
    /** Why the last sign-in failed. */
    problem: apiErrorSchema.nullable(),
    /** Whom the last sign-in brought, and whether that account was signed in already. */
    signedIn: z.object({ accountId: z.string(), already: z.boolean() }).nullable(),
  }),
  keychain: keychainState,
  /** Why an account did not come back at the start, or could not be removed as a whole. */
  problem: apiErrorSchema.nullable(),
});
export type SessionState = z.infer<typeof sessionState>;

export const sessionCommands = defineCommands('main', {
  'session.current': {
    reads: [],
    input: z.void(),
    output: sessionState,
  },
  /**
   * Adds an account: opens the system browser, returns when the browser came back, was given up, or failed. Who signs in
   * again has one account as before, with a new session.
   */
  'session.signIn': {
    input: z.strictObject({ backendUrl: z.string().max(2048) }),
    output: sessionState,
  },
  'session.cancelSignIn': {
    input: z.void(),
    output: sessionState,
  },
  /** Asks the keychain again, such as after it was unlocked: accounts that it did not give out come back. */
  'session.tryKeychain': {
    input: z.void(),
    output: sessionState,
  },
  /** Ends an account's session at its backend if that can be reached, and wipes the account's local data (D6). */
  'session.signOut': {
    input: z.strictObject({ accountId: z.string() }),
    output: sessionState,
  },
  /** One of the account's tenants came into view: the next start begins with this account. */
  'session.setInView': {
    input: z.strictObject({ accountId: z.string() }),
    output: z.void(),
  },
  /** Sets the colours of window, menus and page, and keeps the look for the next start. */
  'window.setLook': {
    input: z.strictObject({ appearance: z.enum(appearances), density: z.enum(densities) }),
    output: z.void(),
  },
  /** Goes on with what the page had held up to ask about something unsaved: closing the window, or quitting. */
  'window.leave': { input: z.void(), output: z.void() },
  /** Says by the system that something long has ended, unless the window has the focus. Nobody's data stands in it. */
  'window.notify': {
    input: z.strictObject({ title: z.string().min(1).max(100), text: z.string().max(300) }),
    output: z.void(),
  },
  'window.copyText': {
    input: z.strictObject({ text: z.string().max(10_000) }),
    output: z.void(),
  },
});
