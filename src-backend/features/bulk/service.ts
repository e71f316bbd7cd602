import { refuse } from '#shared/api/errors.ts';
import type { BulkPlan } from '#shared/api/bulkPlans.ts';
import { userActionPermission } from '#shared/domain/userActions.ts';
import type { Work } from '../../database/unitOfWork.ts';
import { planTarget } from './createPlan.ts';
import { refuseForRunner } from './effectsSql.ts';
import {
  beginRun,
  countOutcomes,
  endRun,
  findPlan,
  type LockedPlan,
  lockPlan,
  requestCancel,
} from './planStore.ts';
import { notFound, notAllowed } from '../../access/refusals.ts';
import type { Caller } from '../../access/caller.ts';
import { needPermission } from '../../access/guards.ts';
import { lockProfiles } from '../profiles/store.ts';

const stale = (why: string) =>
  refuse('PLAN_STALE', `${why} Nothing was changed. Make the plan anew and look at it again.`);

async function lockedPlan(work: Work, planId: string): Promise<LockedPlan> {
  const plan = await lockPlan(work, planId);
  if (plan === null) throw notFound();
  return plan;
}

const planNow = async (work: Work, planId: string): Promise<BulkPlan> =>
  (await findPlan(work.db, work.tenantId, planId))!;

async function guardFresh(work: Work, plan: LockedPlan): Promise<void> {
  if (plan.state !== 'planned') throw stale('This plan has already run.');
  if (plan.expiresAt <= work.now) throw stale('This plan is older than 30 minutes.');
  if (plan.action.kind !== 'assign-profiles') return;
  const names = await lockProfiles(work, plan.action.profileIds);
  if (plan.action.profileIds.some((id) => !names.has(id))) throw stale('A profile of this plan was deleted.');
}

/**
 * Starts a plan as a job (B4). Rights are checked again, for the account that starts it. A plan that runs already is
 * answered as it is: it runs once. Refuses PLAN_STALE.
 */
export async function applyPlan(work: Work, account: Caller, planId: string): Promise<BulkPlan> {
  const plan = await lockedPlan(work, planId);
  needPermission(account, userActionPermission[plan.action.kind]);
  if (plan.state === 'applying') return planNow(work, planId);
  await guardFresh(work, plan);
  await refuseForRunner(work, planId, { phase: 'applying', kind: plan.action.kind, caller: account });
  const { waiting = 0, refused = 0, unchanged = 0 } = await countOutcomes(work.db, work.tenantId, planId);
  const skipped = refused + unchanged;
  await beginRun(work, planId, { state: 'applying', by: account, total: waiting + skipped, skipped });
  work.enqueue('bulk.apply', { tenantId: work.tenantId, planId });
  const details = { action: plan.action.kind, users: waiting, skipped };
  work.audit({ type: 'bulk.applied', target: planTarget(planId, plan.action), details });
  return planNow(work, planId);
}

/** Stops a running plan after the chunk in hand, or drops one that hasn't run. What is done stays done. */
export async function cancelPlan(work: Work, account: Caller, planId: string): Promise<BulkPlan> {
  const plan = await lockedPlan(work, planId);
  needPermission(account, userActionPermission[plan.action.kind]);
  if (plan.state === 'cancelled' || plan.cancelRequested) return planNow(work, planId);
  if (plan.state === 'planned') await endRun(work, planId, { state: 'cancelled', undoable: false });
  else if (plan.state === 'applying') await requestCancel(work, planId);
  else throw notAllowed('unchanged', { state: plan.state });
  const details = { action: plan.action.kind };
  work.audit({ type: 'bulk.cancelled', target: planTarget(planId, plan.action), details });
  return planNow(work, planId);
}

/** Starts the undo of what a plan has done. Refuses what has no way back. */
export async function undoPlan(work: Work, account: Caller, planId: string): Promise<BulkPlan> {
  const plan = await lockedPlan(work, planId);
  const { kind } = plan.action;
  needPermission(account, userActionPermission[kind]);
  if (plan.state === 'undoing') return planNow(work, planId);
  if (!plan.undoable) throw notAllowed('unchanged', { state: plan.state });
  // Whether deleted users may come back is known when they are: each chunk finds out.
  if (kind !== 'delete') await refuseForRunner(work, planId, { phase: 'undoing', kind, caller: account });
  const outcomes = await countOutcomes(work.db, work.tenantId, planId);
  const { succeeded = 0, 'undo-skipped': skipped = 0 } = outcomes;
  await beginRun(work, planId, { state: 'undoing', by: account, total: succeeded + skipped, skipped });
  work.enqueue('bulk.undo', { tenantId: work.tenantId, planId });
  work.audit({
    type: 'bulk.undone',
    target: planTarget(planId, plan.action),
    details: { action: kind, users: succeeded },
  });
  return planNow(work, planId);
}
