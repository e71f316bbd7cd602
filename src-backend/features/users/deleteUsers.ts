import type { Work } from '../../database/unitOfWork.ts';
import { endSessions } from '../sessions/store.ts';
import { readTenant } from '../tenants/store.ts';
import { userTarget } from './auditFields.ts';
import { forgetPeople, keepImages, removeUsers } from './recycleBinStore.ts';

export interface DeletableUser {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
}

/**
 * Deletes users as the tenant's setting says, and ends their access at once; each with its audit event. Returns the
 * setting. The caller has checked that it may.
 */
export async function deleteUsers(
  work: Work,
  users: readonly DeletableUser[],
  details: Readonly<Record<string, string>> = {},
) {
  const { settings } = await readTenant(work);
  const mode = settings['users.deleteMode'];
  const ids = users.map((user) => user.id);
  if (mode === 'recycle-bin') await keepImages(work, ids);
  await removeUsers(work, ids);
  await endSessions(work, ids);
  if (mode === 'permanent') await forgetPeople(work, ids);
  work.audit(
    ...users.map((user) => ({
      type: 'user.deleted' as const,
      target: userTarget(user),
      details: { mode, email: user.email, ...details },
    })),
  );
  return mode;
}
