import { refuse } from '#shared/api/errors.ts';
import type { Customer, CustomerInput, customerRoutes } from '#shared/api/customers.ts';
import type { RouteInput } from '#shared/api/route.ts';
import { customerFields } from '#shared/domain/customerFields.ts';
import { changedFields, edited } from '#shared/domain/fields.ts';
import { isUniqueViolation } from '../../database/databaseErrors.ts';
import { columnsOf } from '../../database/fieldColumns.ts';
import { newId } from '../../database/newId.ts';
import type { Work } from '../../database/unitOfWork.ts';
import { auditedChanges } from '../fieldChanges.ts';
import type { Seen } from '../versionedRows.ts';
import { customerRows } from './store.ts';

type Changes = RouteInput<(typeof customerRoutes)['customers.update']>['body']['changes'];

export const customerTarget = (customer: { readonly id: string; readonly title: string }) => ({
  kind: 'customer',
  id: customer.id,
  label: customer.title,
});

const titleTaken = (title: string, field: string) => {
  const message = `There is a customer with the title "${title}" already.`;
  return refuse('NAME_TAKEN', `${message} Nothing was saved. Choose another title.`, {
    fields: [{ field, reason: 'taken', message }],
  });
};

/** Creates a customer (C2). Refuses NAME_TAKEN: titles are unique in a tenant, whatever their case. */
export async function createCustomer(work: Work, input: CustomerInput): Promise<Customer> {
  const id = newId();
  if (!(await customerRows.insert(work, id, columnsOf(customerFields, input))))
    throw titleTaken(input.title, 'title');
  const target = customerTarget({ id, title: input.title });
  const changes = auditedChanges(customerFields, { before: null, after: input });
  work.audit({ type: 'customer.created', target, changes });
  return customerRows.get(work, id);
}

/** Changes the named fields (C3). Refuses VERSION_CONFLICT with the customer as it is now, and NAME_TAKEN. */
export async function changeCustomer(work: Work, seen: Seen, changes: Changes): Promise<Customer> {
  const current = await customerRows.seen(work, seen);
  const next = edited(customerFields, current, changes);
  if (changedFields(customerFields, current, next).length === 0) return current;
  await customerRows.change(work, seen, columnsOf(customerFields, next)).catch((error: unknown) => {
    throw isUniqueViolation(error) ? titleTaken(next.title, 'changes.title') : error;
  });
  const audited = auditedChanges(customerFields, { before: current, after: next });
  work.audit({ type: 'customer.updated', target: customerTarget(next), changes: audited });
  return customerRows.get(work, seen.id);
}
