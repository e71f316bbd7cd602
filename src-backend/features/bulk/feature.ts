import type { BackendParts } from '../../parts.ts';
import type { Feature } from '../../http/registerRoute.ts';
import type { Activation } from '../activation/createActivation.ts';
import { createBulkActions } from './actions/index.ts';
import { effectList, resultList } from './listStore.ts';
import { jobList } from './planStore.ts';
import { createRunPlan } from './runPlan.ts';
import { kindsSeenBy, seenPlan } from './seenPlans.ts';
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
      'bulkPlans.list': async ({ input: { query }, account, work, page }) =>
        page(
          jobList(work.tenantId, {
            account,
            kinds: kindsSeenBy(account),
            whose: query.whose ?? 'all',
            state: query.state,
          }),
        ),
      'bulkPlans.get': async ({ input, account, work }) => seenPlan(work, account, input.params.planId),
      'bulkPlans.effects': async ({ input: { params, query }, account, work, page }) => {
        const { id } = await seenPlan(work, account, params.planId);
        return page(effectList(work.tenantId, id, query));
      },
      'bulkPlans.apply': async ({ input, account, work }) => plans.apply(work, account, input.params.planId),
      'bulkPlans.cancel': async ({ input, account, work }) =>
        plans.cancel(work, account, input.params.planId),
      'bulkPlans.results': async ({ input: { params, query }, account, work, page }) => {
        const { id } = await seenPlan(work, account, params.planId);
        return page(resultList(work.tenantId, id, query.outcome));
      },
      'bulkPlans.undo': async ({ input, account, work }) => plans.undo(work, account, input.params.planId),
    },
  };
}
