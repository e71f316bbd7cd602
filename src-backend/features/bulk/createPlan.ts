import { sql } from 'kysely';
import type { BulkAction, BulkPlan, UserSelection } from '#shared/api/bulkPlans.ts';
import { userActionPermission } from '#shared/domain/userActions.ts';
import { newId } from '../../database/newId.ts';
import type { Work } from '../../database/unitOfWork.ts';
import { planAction, planAssignment } from './effectsSql.ts';
import { findPlan, insertPlan, storeTotals } from './planStore.ts';
import type { Caller } from '../../access/caller.ts';
import { needPermission } from '../../access/guards.ts';
import { lockProfiles } from '../profiles/store.ts';
import { refuseUnknown, unknownIn } from '../../access/refusals.ts';

/** Minutes for which a plan may be looked at before it must be made anew. */
const planLifetime = 30 * 60_000;

/** The target of a plan's audit events. */
export const planTarget = (planId: string, action: BulkAction) => ({
  kind: 'bulk-plan',
  id: planId,
  label: action.kind,
});

async function refuseUnknownUsers(work: Work, selection: UserSelection): Promise<void> {
  if (selection.kind !== 'users') return;
  const { rows } = await sql<{ id: string }>`select user_id as id from users
    where tenant_id = ${work.tenantId} and user_id = any(${[...selection.userIds]}::uuid[])`.execute(work.db);
  const known = new Set(rows.map((row) => row.id));
  refuseUnknown(unknownIn('selection.userIds', selection.userIds, known));
}

/**
 * Plans a bulk action (B2, B4): changes nobody, and says for each user of the selection what would happen. Refuses
 * PERMISSION_DENIED by the kind of action, and VALIDATION_FAILED for users and profiles that don't exist here.
 */
export async function createPlan(
  work: Work,
  account: Caller,
  { action, selection }: { readonly action: BulkAction; readonly selection: UserSelection },
): Promise<BulkPlan> {
  needPermission(account, userActionPermission[action.kind]);
  await refuseUnknownUsers(work, selection);
  if (action.kind === 'assign-profiles') {
    const names = await lockProfiles(work, action.profileIds);
    refuseUnknown(unknownIn('action.profileIds', action.profileIds, names));
  }
  // A plan for a million users takes longer than a request usually may.
  await sql`select set_config('statement_timeout', '600s', true)`.execute(work.db);
  const id = newId();
  const expiresAt = new Date(work.now.getTime() + planLifetime);
  await insertPlan(work, { id, action, selection, madeBy: account, expiresAt });
  if (action.kind === 'assign-profiles') await planAssignment(work, id, action, selection);
  else await planAction(work, id, { kind: action.kind, selection, caller: account });
  await storeTotals(work, id);
  const plan = (await findPlan(work.db, work.tenantId, id))!;
  const { users, changed, refused, losing } = plan.totals;
  const details = { action: action.kind, users, changed, refused, losing };
  work.audit({ type: 'bulk.planned', target: planTarget(id, action), details });
  return plan;
}
