import type { BackendParts } from '../../parts.ts';
import type { Feature } from '../../http/registerRoute.ts';
import { notFound } from '../../access/refusals.ts';
import type { Activation } from '../activation/createActivation.ts';
import { createBulkActions } from './actions/index.ts';
import { effectList, resultList } from './listStore.ts';
import { findPlan } from './planStore.ts';
import { createRunPlan } from './runPlan.ts';
import { createPlanService } from './service.ts';

export interface BulkDependencies extends Pick<BackendParts, 'unitOfWork' | 'logger'> {
  readonly activation: Activation;
}

/** Bulk actions on users: a plan, then a job with progress, cancel, results and undo (B1, B2, B4). */
export function createBulkFeature({ unitOfWork, logger, activation }: BulkDependencies): Feature {
  const actions = createBulkActions(activation);
  const plans = createPlanService(actions);

  return {
    jobs: {
      'bulk.apply': createRunPlan({ unitOfWork, logger, actions }, 'applying'),
      'bulk.undo': createRunPlan({ unitOfWork, logger, actions }, 'undoing'),
    },
    handlers: {
      'bulkPlans.create': async ({ input, account, work }) => plans.create(work, account, input.body),
      'bulkPlans.get': async ({ input, work }) => {
        const plan = await findPlan(work.db, work.tenantId, input.params.planId);
        if (plan === null) throw notFound();
        return plan;
      },
      'bulkPlans.effects': async ({ input: { params, query }, work, page }) => {
        const { planId } = params;
        if ((await findPlan(work.db, work.tenantId, planId)) === null) throw notFound();
        return page(effectList(work.tenantId, planId, query.losing === 'true'));
      },
      'bulkPlans.apply': async ({ input, account, work }) => plans.apply(work, account, input.params.planId),
      'bulkPlans.cancel': async ({ input, account, work }) =>
        plans.cancel(work, account, input.params.planId),
      'bulkPlans.results': async ({ input: { params, query }, work, page }) => {
        const { planId } = params;
        if ((await findPlan(work.db, work.tenantId, planId)) === null) throw notFound();
        return page(resultList(work.tenantId, planId, query.outcome));
      },
      'bulkPlans.undo': async ({ input, account, work }) => plans.undo(work, account, input.params.planId),
    },
  };
}
