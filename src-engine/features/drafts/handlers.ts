import { toInstant } from '../../clock.ts';
import type { SomeHandlers } from '../../commands/handlers.ts';
import { knownTenant } from '../tenants/knownTenant.ts';
import { allDrafts } from './draftsStore.ts';
import { draftsWrites } from './draftsWrites.ts';

export const draftsHandlers = {
  'drafts.all': async (_, { copy, keyOf }) => ({
    drafts: allDrafts(copy.readable).map(({ tenantId, keptAt, draft }) => ({
      ...draft,
      tenantKey: keyOf(tenantId),
      keptAt: toInstant(keptAt),
    })),
  }),
  async 'drafts.keep'({ tenantId, draft }, context) {
    await knownTenant(tenantId, context);
    const { copy, clock } = context;
    await copy.writer.write(draftsWrites.keepDraft, { tenantId, draft, now: clock.now() });
  },
  'drafts.drop': async (input, { copy }) => await copy.writer.write(draftsWrites.dropDraft, input),
} satisfies SomeHandlers;
