import { sql } from 'kysely';
import { refuse } from '#shared/api/errors.ts';
import type { User } from '#shared/api/users.ts';
import { missingToGrant, type Permission } from '#shared/domain/permissions.ts';
import {
  type ActionActor,
  type RefusalReason,
  refusalOf,
  type UserAction,
} from '#shared/domain/userActions.ts';
import type { Reading, ReadableDatabase, Work } from '../../database/unitOfWork.ts';
import { permissionDenied } from '../../http/refusals.ts';
import type { Caller } from '../../http/registerRoute.ts';

const words: Readonly<Record<RefusalReason, string>> = {
  'no-permission': 'The roles of this account do not allow this.',
  offline: 'This needs the network.',
  'own-account': 'This cannot be done to the account that asks for it. Ask another administrator.',
  'more-rights-than-you': 'This person or role has rights that this account lacks.',
  'last-admin': 'This would leave the tenant without an active administrator. Make somebody else one first.',
  'already-active': 'This user is active already.',
  'already-disabled': 'This user is deactivated already.',
  'already-activated': 'This user has activated the account already.',
  'uses-sso': 'This user signs in with an identity provider and has no password here.',
  unchanged: 'There is nothing to change.',
  'system-profile': 'This profile comes with a product and stays as it is. Make a custom profile from it.',
};

/** ACTION_NOT_ALLOWED with its reason, for which the console has words. */
export function notAllowed(reason: RefusalReason, details: Readonly<Record<string, string>> = {}) {
  return refuse('ACTION_NOT_ALLOWED', `${words[reason]} Nothing was saved.`, {
    details: { reason, ...details },
  });
}

/** Refuses PERMISSION_DENIED for what a field needs beyond what its route needs. */
export function needPermission(account: Caller, permission: Permission): void {
  if (!account.permissions.includes(permission)) throw permissionDenied(permission);
}

/** The account as shared's rules see it: staff of a parent is nobody's own account here. */
export function actorIn(tenantId: string, account: Caller): ActionActor {
  return {
    userId: account.tenantId === tenantId ? account.userId : null,
    permissions: account.permissions,
  };
}

/** What users of the tenant may do in its administration, by id; who has no role is absent. */
export async function permissionsByUser(
  db: ReadableDatabase,
  tenantId: string,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Permission[]>> {
  const rows = await db
    .selectFrom('role_grants as g')
    .innerJoin('roles as r', (join) =>
      join.onRef('r.tenant_id', '=', 'g.tenant_id').onRef('r.role_id', '=', 'g.role_id'),
    )
    .where('g.tenant_id', '=', tenantId)
    .where('g.grantee_tenant_id', '=', tenantId)
    .where('g.grantee_user_id', '=', sql<string>`any(${[...userIds]}::uuid[])`)
    .select(['g.grantee_user_id as userId', 'r.permissions'])
    .execute();
  const byUser = Map.groupBy(rows, (row) => row.userId);
  return new Map([...byUser].map(([userId, roles]) => [userId, roles.flatMap((role) => role.permissions)]));
}

/**
 * Users who administer the tenant: they hold its default role Admin and may sign in. Staff of a parent doesn't count,
 * because whether they may sign in is not known here.
 */
export const activeAdminsSql = (scope: Pick<Reading, 'tenantId' | 'now'>) => sql<{ user_id: string }>`
  select a.user_id from users a
  where a.tenant_id = ${scope.tenantId}::uuid and a.disabled_at is null and a.activated_at is not null
    and (a.access_expires_at is null or a.access_expires_at > ${scope.now}::timestamptz)
    and a.user_id in (
      select g.grantee_user_id from role_grants g
      join roles r on r.tenant_id = g.tenant_id and r.role_id = g.role_id
      where g.tenant_id = ${scope.tenantId}::uuid and g.grantee_tenant_id = g.tenant_id
        and r.kind = 'default' and r.name_key = 'admin')`;

/** Whoever takes an admin away waits here for others who do, so that two can't take the last two. */
async function lockAdmins(work: Work): Promise<void> {
  await sql`select from roles where tenant_id = ${work.tenantId} and kind = 'default' and name_key = 'admin'
    for no key update`.execute(work.db);
}

/**
 * Those of these users who are active admins, if no other would be left without them; otherwise nobody. Waits for
 * others who take admins away.
 */
export async function lastAdminsAmong(work: Work, userIds: readonly string[]): Promise<ReadonlySet<string>> {
  const admins = async (): Promise<string[]> => {
    const { rows } = await activeAdminsSql(work).execute(work.db);
    return rows.map((row) => row.user_id);
  };
  const gone = new Set(userIds);
  if (!(await admins()).some((id) => gone.has(id))) return new Set();
  await lockAdmins(work);
  const left = await admins();
  return left.every((id) => gone.has(id)) ? new Set(left) : new Set();
}

/** Whether no active admin would be left without these users. */
export async function takesLastAdmin(work: Work, userIds: readonly string[]): Promise<boolean> {
  return (await lastAdminsAmong(work, userIds)).size > 0;
}

/** Refuses what the account may not do to this user: the shared rules, then rights, then the last admin. */
export async function guardAction(
  work: Work,
  account: Caller,
  action: Exclude<UserAction, 'edit' | 'assign-profiles'>,
  target: User,
): Promise<void> {
  const reason = refusalOf(action, actorIn(work.tenantId, account), target);
  if (reason !== null) throw notAllowed(reason);
  await guardRights(work, account, target.id);
  const removes = action === 'deactivate' || action === 'delete';
  if (removes && (await takesLastAdmin(work, [target.id]))) throw notAllowed('last-admin');
}

/** Refuses to act on somebody with rights in this tenant that the account lacks (R1, R4). */
export async function guardRights(work: Work, account: Caller, userId: string): Promise<void> {
  const rights = await permissionsByUser(work.db, work.tenantId, [userId]);
  if (missingToGrant(account.permissions, rights.get(userId) ?? []).length > 0)
    throw notAllowed('more-rights-than-you');
}
