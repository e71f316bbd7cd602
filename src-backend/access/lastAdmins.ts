import type { Work } from '../database/unitOfWork.ts';
import { findActiveAdmins, lockAdmins } from './store.ts';

/**
 * Returns which of these users are active admins, if the tenant would have no other; otherwise nobody. Waits for
 * transactions that take admins away.
 */
export async function lastAdminsAmong(work: Work, userIds: readonly string[]): Promise<ReadonlySet<string>> {
  const going = new Set(userIds);
  if (!(await findActiveAdmins(work)).some((id) => going.has(id))) return new Set();
  await lockAdmins(work);
  const admins = await findActiveAdmins(work);
  return admins.every((id) => going.has(id)) ? new Set(admins) : new Set();
}

/** Whether the tenant would have no active admin without these users. */
export async function takesLastAdmin(work: Work, userIds: readonly string[]): Promise<boolean> {
  return (await lastAdminsAmong(work, userIds)).size > 0;
}
