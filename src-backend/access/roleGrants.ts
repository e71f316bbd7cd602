import type { Role } from '#shared/api/roles.ts';
import { missingToGrant } from '#shared/domain/permissions.ts';
import type { Work } from '../database/unitOfWork.ts';
import { actorIn, type Caller } from './caller.ts';
import { guardRights, needPermission } from './guards.ts';
import { takesLastAdmin } from './lastAdmins.ts';
import { notAllowed } from './refusals.ts';

export type KnownRole = Pick<Role, 'id' | 'kind' | 'name' | 'permissions'>;

export interface RoleChange {
  /** Null: a user who is just being created. */
  readonly userId: string | null;
  readonly had: readonly string[];
  readonly wanted: readonly string[];
  readonly roles: ReadonlyMap<string, KnownRole>;
}

const isAdmin = (role: KnownRole | undefined): boolean =>
  role !== undefined && role.kind === 'default' && role.name === 'Admin';

/**
 * The guards of R4 for a change of somebody's roles: `roles.grant` is needed, nobody grants more than they hold, nobody
 * changes the roles of somebody with more rights, takes a role from themselves, or takes the last admin away.
 */
export async function guardRoleChange(work: Work, account: Caller, change: RoleChange): Promise<void> {
  const { userId, roles } = change;
  const granted = change.wanted.filter((id) => !change.had.includes(id));
  const taken = change.had.filter((id) => !change.wanted.includes(id));
  if (granted.length === 0 && taken.length === 0) return;
  needPermission(account, 'roles.grant');
  const permissions = granted.flatMap((id) => roles.get(id)?.permissions ?? []);
  const missing = missingToGrant(account.permissions, permissions);
  if (missing.length > 0)
    throw notAllowed('more-rights-than-you', { missing: [...new Set(missing)].join(', ') });
  if (userId === null) return;
  await guardRights(work, account, { userIds: [userId] });
  if (taken.length > 0 && actorIn(work.tenantId, account).userId === userId) throw notAllowed('own-account');
  if (taken.some((id) => isAdmin(roles.get(id))) && (await takesLastAdmin(work, [userId]))) {
    throw notAllowed('last-admin');
  }
}
