import { refuse } from '#shared/api/errors.ts';
import { type BulkPlan, undoDays } from '#shared/api/bulkPlans.ts';
import { ruleOf } from '#shared/domain/userActions.ts';
import type { Work } from '../../database/unitOfWork.ts';
import { notFound, notAllowed } from '../../access/refusals.ts';
import type { Caller } from '../../access/caller.ts';
import { needPermission } from '../../access/guards.ts';
import { type BulkActionDefinitions, definitionOf } from './actionDefinition.ts';
import { createPlan, type PlanRequest, planTarget } from './createPlan.ts';
import { refuseForRunner } from './effectsStore.ts';
import {
  allowLongStatements,
  beginRun,
  countOutcomes,
  endRun,
  findPlan,
  type LockedPlan,
  lockPlan,
  requestCancel,
  unskip,
} from './planStore.ts';

const stale = (why: string) =>
  refuse('PLAN_STALE', `${why} Nothing was changed. Make the plan again and look at it.`);

const isOver = ({ startedAt }: LockedPlan, now: Date): boolean =>
  startedAt !== null && startedAt.getTime() + undoDays * 86_400_000 <= now.getTime();

const planNow = async (work: Work, planId: string): Promise<BulkPlan> =>
  (await findPlan(work.db, work.tenantId, planId))!;

/** The life of a plan, as routes and tests drive it. Each refuses PERMISSION_DENIED by the kind of action. */
export interface PlanService {
  /** Changes nobody. Refuses VALIDATION_FAILED for what does not exist here. */
  readonly create: (work: Work, caller: Caller, request: PlanRequest) => Promise<BulkPlan>;
  /**
   * Starts a plan as a job (B4). Rights are checked again, for the account that starts it. A plan that runs already is
   * returned as it is: it runs once. Refuses PLAN_STALE.
   */
  readonly apply: (work: Work, caller: Caller, planId: string) => Promise<BulkPlan>;
  /** Stops a running plan after the chunk in hand, or drops one that hasn't run. What is done stays done. */
  readonly cancel: (work: Work, caller: Caller, planId: string) => Promise<BulkPlan>;
  /** Starts the undo of what a plan has done and no earlier undo took back. Refuses what has no way back, or none any more. */
  readonly undo: (work: Work, caller: Caller, planId: string) => Promise<BulkPlan>;
}

export function createPlanService(actions: BulkActionDefinitions): PlanService {
  async function lockedPlan(work: Work, caller: Caller, planId: string): Promise<LockedPlan> {
    const plan = await lockPlan(work, planId);
    if (plan === null) throw notFound();
    needPermission(caller, ruleOf(plan.action.kind).permission);
    return plan;
  }

  async function guardFresh(work: Work, { state, expiresAt, action }: LockedPlan): Promise<void> {
    if (state !== 'planned') throw stale('This plan has already run.');
    if (expiresAt <= work.now) throw stale('This plan is older than 30 minutes.');
    const unknown = await definitionOf(actions, action).unknownFields?.(work, action);
    if (unknown !== undefined && unknown.length > 0)
      throw stale('Something that this plan gives or takes was deleted.');
  }

  const audited = async (work: Work, { action }: LockedPlan) =>
    definitionOf(actions, action).audited?.(work, action);

  return {
    create: (work, caller, request) =>
      createPlan(work, caller, { ...request, definition: definitionOf(actions, request.action) }),

    async apply(work, caller, planId) {
      const plan = await lockedPlan(work, caller, planId);
      if (plan.state === 'applying') return planNow(work, planId);
      await guardFresh(work, plan);
      const { kind } = plan.action;
      await refuseForRunner(work, planId, { phase: 'applying', kind, caller });
      const { waiting = 0, refused = 0, unchanged = 0 } = await countOutcomes(work.db, work.tenantId, planId);
      const skipped = refused + unchanged;
      await beginRun(work, planId, { state: 'applying', by: caller, total: waiting + skipped, skipped });
      work.enqueue('bulk.apply', { tenantId: work.tenantId, planId });
      const details = { action: kind, users: waiting, skipped, ...(await audited(work, plan)) };
      work.audit({ type: 'bulk.applied', target: planTarget(planId, plan.action), details });
      return planNow(work, planId);
    },

    async cancel(work, caller, planId) {
      const plan = await lockedPlan(work, caller, planId);
      if (plan.state === 'cancelled' || plan.cancelRequested) return planNow(work, planId);
      if (plan.state === 'planned') await endRun(work, planId, { state: 'cancelled', undoable: false });
      else if (plan.state === 'applying') await requestCancel(work, planId);
      else throw notAllowed('unchanged', { state: plan.state });
      const details = { action: plan.action.kind };
      work.audit({ type: 'bulk.cancelled', target: planTarget(planId, plan.action), details });
      return planNow(work, planId);
    },

    async undo(work, caller, planId) {
      const plan = await lockedPlan(work, caller, planId);
      if (plan.state === 'undoing') return planNow(work, planId);
      if (!plan.undoable) throw notAllowed('unchanged', { state: plan.state });
      if (isOver(plan, work.now)) throw notAllowed('undo-expired');
      const { kind } = plan.action;
      await allowLongStatements(work);
      await unskip(work, planId);
      await refuseForRunner(work, planId, { phase: 'undoing', kind, caller });
      const outcomes = await countOutcomes(work.db, work.tenantId, planId);
      const { succeeded = 0, 'undo-skipped': skipped = 0 } = outcomes;
      await beginRun(work, planId, { state: 'undoing', by: caller, total: succeeded + skipped, skipped });
      work.enqueue('bulk.undo', { tenantId: work.tenantId, planId });
      const details = { action: kind, users: succeeded, ...(await audited(work, plan)) };
      work.audit({ type: 'bulk.undone', target: planTarget(planId, plan.action), details });
      return planNow(work, planId);
    },
  };
}
