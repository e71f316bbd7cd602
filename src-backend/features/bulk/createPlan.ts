import type { BulkAction, BulkPlan, UserSelection } from '#shared/api/bulkPlans.ts';
import type { FieldError } from '#shared/api/errors.ts';
import { ruleOf } from '#shared/domain/userActions.ts';
import { newId } from '../../database/newId.ts';
import type { Work } from '../../database/unitOfWork.ts';
import type { Caller } from '../../access/caller.ts';
import { needPermission } from '../../access/guards.ts';
import { refuseUnknown } from '../../access/refusals.ts';
import type { BulkActionDefinition } from './actionDefinition.ts';
import { insertEffects } from './effectsStore.ts';
import { allowLongStatements, findPlan, insertPlan, storeTotals } from './planStore.ts';

/** Minutes for which a plan may be looked at before it must be made again. */
const planLifetime = 30 * 60_000;

/** The target of a plan's audit events. */
export const planTarget = (planId: string, action: BulkAction) => ({
  kind: 'bulk-plan',
  id: planId,
  label: action.kind,
});

/** What to do, and to which users. */
export interface PlanRequest {
  readonly action: BulkAction;
  readonly selection: UserSelection;
}

/** Parts of a filter that the recycle bin doesn't know: it is searched, and nothing else. */
function beyondBin({ action, selection }: PlanRequest): readonly FieldError[] {
  if (ruleOf(action.kind).on === 'users' || selection.kind === 'users') return [];
  return Object.keys(selection.filter)
    .filter((part) => part !== 'search')
    .map((part) => ({
      field: `selection.filter.${part}`,
      reason: 'unknown-field',
      message: `The recycle bin can't be filtered by ${part}.`,
    }));
}

/**
 * Plans a bulk action (B2, B4): changes nobody, and says for each user of the selection what would happen. Ids
 * that name nobody here are planned as gone: somebody may have deleted them since they were selected, and an id of another
 * tenant looks no different. Refuses PERMISSION_DENIED by the kind of action, and VALIDATION_FAILED for profiles that don't
 * exist here.
 */
export async function createPlan(
  work: Work,
  caller: Caller,
  plan: PlanRequest & { readonly definition: BulkActionDefinition },
): Promise<BulkPlan> {
  const { action, selection, definition } = plan;
  needPermission(caller, ruleOf(action.kind).permission);
  refuseUnknown(beyondBin(plan));
  refuseUnknown((await definition.unknownFields?.(work, action)) ?? []);
  await allowLongStatements(work);
  const id = newId();
  const expiresAt = new Date(work.now.getTime() + planLifetime);
  await insertPlan(work, { id, action, selection, madeBy: caller, expiresAt });
  await insertEffects(work, id, { ...plan, caller });
  await storeTotals(work, id);
  const made = (await findPlan(work.db, work.tenantId, id))!;
  const { users, changed, refused, losing } = made.totals;
  const said = await definition.audited?.(work, action);
  const details = { action: action.kind, users, changed, refused, losing, ...said };
  work.audit({ type: 'bulk.planned', target: planTarget(id, action), details });
  return made;
}
