import type { User } from '#shared/api/users.ts';
import type { Permission } from '#shared/domain/permissions.ts';
import { refusalOf, ruleOf, type UserAction } from '#shared/domain/userActions.ts';
import type { Work } from '../database/unitOfWork.ts';
import { actorIn, type Caller } from './caller.ts';
import { takesLastAdmin } from './lastAdmins.ts';
import { notAllowed, permissionDenied } from './refusals.ts';
import { findMightierUsers, type RightsScope } from './store.ts';

/** Refuses PERMISSION_DENIED for what a field needs beyond what its route needs. */
export function needPermission(caller: Caller, permission: Permission): void {
  if (!caller.permissions.includes(permission)) throw permissionDenied(permission);
}

/** Refuses what the caller may not do to this user: the shared rules, then rights, then the last admin. */
export async function guardAction(
  work: Work,
  caller: Caller,
  action: UserAction,
  target: User,
): Promise<void> {
  const reason = refusalOf(action, actorIn(work.tenantId, caller), { target, now: work.now.getTime() });
  if (reason !== null) throw notAllowed(reason);
  const { rights, endsAccess } = ruleOf(action);
  if (rights !== 'not-compared') await guardRights(work, caller, { userIds: [target.id], scope: rights });
  if (endsAccess && (await takesLastAdmin(work, [target.id]))) throw notAllowed('last-admin');
}

/**
 * Refuses to act on people who hold a right that the caller lacks (R1, R4). Rights belong to the person: unless the
 * scope says `here`, what they may do in every tenant counts.
 */
export async function guardRights(
  work: Work,
  caller: Caller,
  { userIds, scope = 'everywhere' }: { readonly userIds: readonly string[]; readonly scope?: RightsScope },
): Promise<void> {
  const mightier = await findMightierUsers(work, { actor: caller, scope, userIds });
  if (mightier.size > 0) throw notAllowed('more-rights-than-you');
}
