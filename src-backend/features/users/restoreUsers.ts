import { findMightierUsers } from '../../access/store.ts';
import type { AccountReference, Work } from '../../database/unitOfWork.ts';
import { restoreImages } from './recycleBinStore.ts';

export interface RestoredUsers {
  readonly restored: Awaited<ReturnType<typeof restoreImages>>;
  /** Stay in the bin, because restoring them would grant rights that the actor lacks. */
  readonly mightier: ReadonlySet<string>;
}

/**
 * Takes users out of the recycle bin, except those who would then have more rights than the actor, in any tenant. The
 * caller has locked their entries.
 */
export async function restoreUsers(
  work: Work,
  actor: AccountReference,
  userIds: readonly string[],
): Promise<RestoredUsers> {
  const compared = { actor, scope: 'everywhere', userIds, among: 'recycle-bin' } as const;
  const mightier = await findMightierUsers(work, compared);
  const others = userIds.filter((id) => !mightier.has(id));
  return { restored: await restoreImages(work, others), mightier };
}
