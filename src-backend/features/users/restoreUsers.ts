import { findMightierUsers } from '../../access/store.ts';
import type { AccountReference, Work } from '../../database/unitOfWork.ts';
import { restoreImages, savepoint } from './recycleBinStore.ts';

export interface RestoredUsers {
  readonly restored: Awaited<ReturnType<typeof restoreImages>>;
  /** Stay in the bin, because restoring them would grant rights that the actor lacks. */
  readonly mightier: ReadonlySet<string>;
}

/**
 * Takes users out of the recycle bin, except those who would then have more rights than the actor, in any tenant. What
 * they would have is known only once they are back, so they are restored, compared, and taken back if need be.
 */
export async function restoreUsers(
  work: Work,
  actor: AccountReference,
  userIds: readonly string[],
): Promise<RestoredUsers> {
  const takeBack = await savepoint(work);
  const restored = await restoreImages(work, userIds);
  const mightier = await findMightierUsers(work, {
    actor,
    scope: 'everywhere',
    userIds: restored.map((user) => user.userId),
  });
  if (mightier.size === 0) return { restored, mightier };
  await takeBack();
  const others = userIds.filter((id) => !mightier.has(id));
  return { restored: await restoreImages(work, others), mightier };
}
