import { sql } from 'kysely';
import type { Permission } from '#shared/domain/permissions.ts';
import type { ActedOn, UserActionRule } from '#shared/domain/userActions.ts';
import { callerFacts, callerStatement } from '../database/callerStatements.ts';
import type { AccountReference, ReadableDatabase, Reading, Work } from '../database/unitOfWork.ts';

/** How far rights are compared, as `userActionRules` says it of each action. */
export type RightsScope = Exclude<UserActionRule['rights'], 'not-compared'>;

export interface RightsComparison {
  readonly actor: AccountReference;
  readonly scope: RightsScope;
  /** Ids of the users compared; null: everyone in the tenant. */
  readonly userIds: readonly string[] | null;
  /** Those in the recycle bin are compared everywhere, with what they would have again. */
  readonly among?: ActedOn;
}

/**
 * The ids of users of this tenant who hold a permission, here or in any tenant that they manage, that the actor does
 * not hold there. A subquery with one column. The comparison is a function of the database (0040; 0076 for the recycle
 * bin), because it reads the actor's rights in the actor's home tenant.
 */
export function mightierUsersSql(tenantId: string, { actor, scope, userIds, among }: RightsComparison) {
  const people = sql`${userIds === null ? null : [...userIds]}::uuid[]`;
  const both = sql`${tenantId}::uuid, ${actor.tenantId}::uuid, ${actor.userId}::uuid`;
  return among === 'recycle-bin'
    ? sql<{ user_id: string }>`select user_id from mightier_deleted_users(${both}, ${people})`
    : sql<{
        user_id: string;
      }>`select user_id from mightier_users(${both}, ${scope === 'everywhere'}, ${people})`;
}

/** The users among these with rights that the actor lacks. */
export async function findMightierUsers(
  { db, tenantId }: { readonly db: ReadableDatabase; readonly tenantId: string },
  comparison: RightsComparison,
): Promise<ReadonlySet<string>> {
  const { rows } = await mightierUsersSql(tenantId, comparison).execute(db);
  return new Set(rows.map((row) => row.user_id));
}

/** Whether an account may sign in by now, and has this permission in the tenant in hand. */
export async function mayStill(
  { db, tenantId }: Pick<Reading, 'db' | 'tenantId'>,
  account: AccountReference,
  permission: Permission,
): Promise<boolean> {
  const { rows } = await sql.raw<Record<string, unknown>>(callerStatement(account, tenantId)).execute(db);
  const { user, permissions } = callerFacts(rows);
  return user?.maySignIn === true && permissions?.includes(permission) === true;
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

export async function findActiveAdmins(work: Work): Promise<readonly string[]> {
  const { rows } = await activeAdminsSql(work).execute(work.db);
  return rows.map((row) => row.user_id);
}

/** Every transaction that takes an admin away waits for this lock, so that two can't take the last two. */
export async function lockAdmins(work: Work): Promise<void> {
  await sql`select from roles where tenant_id = ${work.tenantId} and kind = 'default' and name_key = 'admin'
    for no key update`.execute(work.db);
}
