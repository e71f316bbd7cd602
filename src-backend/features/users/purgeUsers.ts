import type { Work } from '../../database/unitOfWork.ts';
import { userTarget } from './auditFields.ts';
import { emptyBin, forgetPeople } from './recycleBinStore.ts';

/**
 * Deletes people in the recycle bin for good, with the roles that other tenants had granted them; each with its audit
 * event, which keeps the name. Returns the ids of those who were there. The caller has checked that it may.
 */
export async function purgeUsers(
  work: Work,
  userIds: readonly string[],
  details: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const gone = await emptyBin(work, userIds);
  const ids = gone.map(({ id }) => id);
  await forgetPeople(work, ids);
  work.audit(
    ...gone.map((person) => ({ type: 'user.purged' as const, target: userTarget(person), details })),
  );
  return ids;
}
