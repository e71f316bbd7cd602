import { z } from 'zod';
import { instant } from '../domain/formats.ts';
import { defineCommands } from './command.ts';
import { screenPlace } from './place.ts';
import { tenantKeySchema } from './tenantKey.ts';

/** Characters of what was typed: a form with its picture is far below. */
const longestContent = 400_000;

/** What somebody typed into a form and has not saved, in the encrypted copy of the account. */
export const draft = z.object({
  /** Made when the form is opened: two forms never share one, so none overwrites what another has kept. */
  id: z.uuid(),
  /** Where the form stands. */
  screen: screenPlace,
  /** The form itself, as the window names it. */
  drawer: z
    .object({ of: z.string().max(100), id: z.string().max(200).nullable() })
    .catchall(z.string().max(200).nullable()),
  /** The form's title; and whom or what it edits, null where it makes something new. */
  title: z.string().max(1000),
  subject: z.string().max(1000).nullable(),
  /** Values, and on what they were typed: JSON text that only the window reads. */
  content: z.string().max(longestContent),
});
export type Draft = z.infer<typeof draft>;

export const keptDraft = draft.extend({ tenantKey: tenantKeySchema, keptAt: instant });
export type KeptDraft = z.infer<typeof keptDraft>;

export const draftCommands = defineCommands('engine', {
  /** All of an account, the newest first. */
  'drafts.all': {
    reads: [],
    input: z.strictObject({ accountId: z.string() }),
    output: z.object({ drafts: z.array(keptDraft) }),
  },
  /** Keeps it in place of what was kept of the same form. When it returns, no crash and no power cut takes it away. */
  'drafts.keep': {
    input: z.strictObject({ tenantKey: tenantKeySchema, draft }),
    output: z.void(),
  },
  'drafts.drop': {
    input: z.strictObject({ tenantKey: tenantKeySchema, id: z.uuid() }),
    output: z.void(),
  },
});
