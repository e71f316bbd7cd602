import { z } from 'zod';
import { apiErrorSchema } from '../api/errors.ts';
import { defineCommands } from './command.ts';

/** `latest` has finished releases; `beta` those that come before them too. Names as electron-updater has them. */
export const updateChannels = ['latest', 'beta'] as const;
export type UpdateChannel = (typeof updateChannels)[number];

/** A newer version that the update server has, signed. */
export const updateOffer = z.object({
  version: z.string(),
  /** What is new, as plain text; empty when the release says nothing. */
  notes: z.string(),
  /** Size of the download; null where the release doesn't say it. */
  bytes: z.number().nullable(),
});
export type UpdateOffer = z.infer<typeof updateOffer>;

export const updateState = z.object({
  /** The version that runs. */
  version: z.string(),
  /** Why this installation is not updated by itself; null where it is. */
  byHand: z.enum(['development', 'no-server', 'package-manager', 'installation']).nullable(),
  channel: z.enum(updateChannels),
  /** New versions are downloaded without a question, and installed at the next quit. */
  automatic: z.boolean(),
  step: z.discriminatedUnion('name', [
    z.object({ name: z.literal('none') }),
    z.object({ name: z.literal('checking') }),
    z.object({ name: z.literal('found'), offer: updateOffer }),
    /** `percent` from 0 to 100. */
    z.object({ name: z.literal('downloading'), offer: updateOffer, percent: z.number() }),
    /** On the disk and verified: installed at the next quit. */
    z.object({ name: z.literal('ready'), offer: updateOffer }),
  ]),
  /** When the server last said what is newest (ISO 8601). */
  checkedAt: z.string().nullable(),
  /** Why the last check, download or installation failed. The version that runs is as it was. */
  problem: apiErrorSchema.nullable(),
});
export type UpdateState = z.infer<typeof updateState>;

/** What an installation would cut off. */
export const busyReasons = ['job', 'sending', 'unsaved'] as const;
export type BusyReason = (typeof busyReasons)[number];

export const updateCommands = defineCommands('main', {
  'updates.current': { reads: [], input: z.void(), output: updateState },
  /** Asks the server now. Resolves with what came of it; failures are in the state. */
  'updates.check': { input: z.void(), output: updateState },
  'updates.download': { input: z.void(), output: updateState },
  /** Quits, installs, and starts the new version. Refused while something runs that it would cut off. */
  'updates.install': { input: z.void(), output: z.void() },
  /** Changes what is named and leaves the rest. */
  'updates.choose': {
    input: z.strictObject({ channel: z.enum(updateChannels).optional(), automatic: z.boolean().optional() }),
    output: updateState,
  },
  /** What runs in the window at the moment: nothing is installed meanwhile. */
  'window.setBusy': {
    input: z.strictObject({ reasons: z.array(z.enum(busyReasons)).max(busyReasons.length) }),
    output: z.void(),
  },
});
