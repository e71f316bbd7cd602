import { z } from 'zod';
import { apiErrorSchema } from '../api/errors.ts';
import { engineReport } from './diagnostics.ts';
import { account } from './session.ts';

const ofAccount = { accountId: z.string() };

/**
 * What main tells the engine (utility process) over its parent port. Each account is opened and closed by itself.
 * Ports travel beside `connect`.
 */
export const mainToEngine = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('open'),
    account,
    /** Null without a keychain: the copy then lives in memory only. */
    copy: z.object({ file: z.string(), keyHex: z.string().length(64) }).nullable(),
  }),
  /** One MessagePort to the renderer's preload comes with it. */
  z.object({ type: z.literal('connect') }),
  z.object({
    type: z.literal('access-token'),
    ...ofAccount,
    requestId: z.int(),
    token: z.string().nullable(),
    error: apiErrorSchema.nullable(),
  }),
  /** The ways to an origin, as Chromium writes them (`PROXY a:3128; DIRECT`); null when the system does not say. */
  z.object({ type: z.literal('proxies'), requestId: z.int(), proxies: z.string().nullable() }),
  /** Answered by a message of the same name. */
  z.object({ type: z.literal('diagnostics'), requestId: z.int() }),
  /** Close the file; with `wipe`, delete it and everything beside it. Answered by `closed`. */
  z.object({ type: z.literal('close'), ...ofAccount, wipe: z.boolean() }),
]);
export type MainToEngine = z.infer<typeof mainToEngine>;

/** What the engine tells main. */
export const engineToMain = z.discriminatedUnion('type', [
  z.object({ type: z.literal('opened'), ...ofAccount }),
  z.object({ type: z.literal('open-failed'), ...ofAccount, error: apiErrorSchema }),
  /** `rejected`: the token that the backend just refused, so that main refreshes instead of repeating it. */
  z.object({
    type: z.literal('access-token-wanted'),
    ...ofAccount,
    requestId: z.int(),
    rejected: z.string().nullable(),
  }),
  /** How the system wants an origin to be reached: only main can ask Chromium. Answered by `proxies`. */
  z.object({ type: z.literal('proxies-wanted'), requestId: z.int(), origin: z.string() }),
  /** The backend refuses the account in everything, whatever the token. */
  z.object({ type: z.literal('account-disabled'), ...ofAccount, error: apiErrorSchema }),
  z.object({ type: z.literal('closed'), ...ofAccount }),
  z.object({ type: z.literal('diagnostics'), requestId: z.int(), report: engineReport }),
]);
export type EngineToMain = z.infer<typeof engineToMain>;

/** On the MessagePort between preload and engine: a call is answered once, events come unasked. */
export const rendererToEngine = z.strictObject({
  id: z.int(),
  command: z.string(),
  /** JSON text; undefined for commands without input. */
  input: z.string().optional(),
});
export type RendererToEngine = z.infer<typeof rendererToEngine>;

export type EngineToRenderer =
  /** `result`: a `Result` as JSON text. */
  { readonly id: number; readonly result: string } | { readonly event: string; readonly payload: string };
