import { Refusal } from '#shared/api/errors.ts';
import type { Profile } from '#shared/api/profiles.ts';
import type { OutputOf } from '#shared/desktop/index.ts';
import { emptyValues } from '#shared/domain/fields.ts';
import { profileFields } from '#shared/domain/profileFields.ts';
import { byName } from '../../cache/sortKeys.ts';
import type { EngineContext } from '../../engineContext.ts';
import { namedRows } from '../../sync/namedKind.ts';
import { fromBackend, fromCopy, loadedCopy } from '../tenants/loadedCopy.ts';
import type { SomeHandlers } from '../../commands/handlers.ts';
import { holdersOf } from './holdersStore.ts';

/** Under rows from before a field was there. */
const noProfile = emptyValues(profileFields);

export const profilesHandlers = {
  async 'profiles.all'({ tenantId }, context) {
    const row = await loadedCopy(tenantId, context, 'profile');
    if (row === null) return await allOfBackend(tenantId, context);
    const database = context.copy.readable;
    return {
      profiles: namedRows(database, row, 'profile').map((profile) => ({
        ...noProfile,
        ...profile,
        holders: holdersOf(database, row, profile.id),
      })),
      products: namedRows(database, row, 'product'),
      provenance: fromCopy(row),
    };
  },
} satisfies SomeHandlers;

/** Asked of the backend while the tenant's copy still loads. @throws Refusal */
async function allOfBackend(tenantId: string, context: EngineContext): Promise<OutputOf<'profiles.all'>> {
  const params = { tenantId };
  const products = await context.client.call('products.list', { params });
  if (!products.ok) throw new Refusal(products.error);
  const profiles: Profile[] = [];
  let cursor: string | null = null;
  do {
    const query: { limit: string; cursor?: string } = {
      limit: '100',
      ...(cursor === null ? {} : { cursor }),
    };
    const page = await context.client.call('profiles.list', { params, query });
    if (!page.ok) throw new Refusal(page.error);
    profiles.push(...page.value.items);
    cursor = page.value.nextCursor;
  } while (cursor !== null);
  const holders = await Promise.all(
    profiles.map((profile) => holdersAtBackend(tenantId, profile.id, context)),
  );
  const counted = profiles.map((profile, at) => ({ ...profile, holders: holders[at] ?? 0 }));
  return {
    profiles: byName(counted, ({ name }) => name),
    products: products.value.items,
    provenance: fromBackend(context),
  };
}

async function holdersAtBackend(
  tenantId: string,
  profileId: string,
  { client }: EngineContext,
): Promise<number> {
  const answer = await client.call('profiles.holders', {
    params: { tenantId, profileId },
    query: { limit: '1' },
  });
  if (answer.ok) return answer.value.count;
  // Who may see profiles but no users is not told who holds them.
  if (answer.error.code === 'PERMISSION_DENIED' || answer.error.code === 'NOT_FOUND') return 0;
  throw new Refusal(answer.error);
}
