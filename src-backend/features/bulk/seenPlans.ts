import type { BulkAction, BulkPlan } from '#shared/api/bulkPlans.ts';
import { ruleOf, userActions } from '#shared/domain/userActions.ts';
import type { Caller } from '../../access/caller.ts';
import { needPermission } from '../../access/guards.ts';
import { notFound } from '../../access/refusals.ts';
import type { Reading } from '../../database/unitOfWork.ts';
import { findPlan, isOwnPlan } from './planStore.ts';

const bulkKinds = userActions.filter((kind): kind is BulkAction['kind'] => ruleOf(kind).bulk !== null);

/** The kinds of action whose plans an account sees whoever made them: what it may do itself, all with the audit log. */
export const kindsSeenBy = ({ permissions }: Caller): readonly BulkAction['kind'][] =>
  permissions.includes('audit.read')
    ? bulkKinds
    : bulkKinds.filter((kind) => permissions.includes(ruleOf(kind).permission));

/**
 * A plan for somebody who wants to look at it. Refuses NOT_FOUND, and PERMISSION_DENIED for a plan of somebody else whose
 * action the account may not do.
 */
export async function seenPlan(
  work: Pick<Reading, 'db' | 'tenantId'>,
  account: Caller,
  planId: string,
): Promise<BulkPlan> {
  const plan = await findPlan(work.db, work.tenantId, planId);
  if (plan === null) throw notFound();
  const { kind } = plan.action;
  if (!kindsSeenBy(account).includes(kind) && !(await isOwnPlan(work, account, planId)))
    needPermission(account, ruleOf(kind).permission);
  return plan;
}
