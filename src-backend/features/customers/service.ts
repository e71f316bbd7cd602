import { refuse } from '#shared/api/errors.ts';
import type { Customer, CustomerInput, customerRoutes } from '#shared/api/customers.ts';
import type { RouteInput } from '#shared/api/route.ts';
import { isUniqueViolation } from '../../database/databaseErrors.ts';
import { newId } from '../../database/newId.ts';
import type { Work } from '../../database/unitOfWork.ts';
import { fieldChanges, type Readable } from '../fieldChanges.ts';
import { versionConflict } from '../versionConflict.ts';
import { findCustomer, insertCustomer, updateCustomer } from './store.ts';
import { notFound } from '../../access/refusals.ts';

type Changes = RouteInput<(typeof customerRoutes)['customers.update']>['body']['changes'];

const fields = [
  'title',
  'email',
  'city',
  'address',
  'address2',
  'postalCode',
  'country',
  'timeZone',
] as const;

const readable = (customer: CustomerInput): Readonly<Record<(typeof fields)[number], Readable>> => ({
  title: customer.title,
  email: customer.email,
  city: customer.city,
  address: customer.address,
  address2: customer.address2,
  postalCode: customer.postalCode,
  country: customer.country,
  timeZone: customer.timeZone,
});

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

/** The customer, if it is there and has the version that was seen. */
export async function seenCustomer(
  work: Work,
  seen: { readonly id: string; readonly version: number },
): Promise<Customer> {
  const current = await findCustomer(work.db, work.tenantId, seen.id);
  if (current === null) throw notFound();
  if (current.version !== seen.version) throw versionConflict(current);
  return current;
}

/** For a write that found another version than was seen a moment ago. */
export async function customerConflict(work: Work, id: string) {
  const current = await findCustomer(work.db, work.tenantId, id);
  return current === null ? notFound() : versionConflict(current);
}

/** Creates a customer (C2). Refuses NAME_TAKEN: titles are unique in a tenant, whatever their case. */
export async function createCustomer(work: Work, input: CustomerInput): Promise<Customer> {
  const id = newId();
  if (!(await insertCustomer(work, id, input))) throw titleTaken(input.title, 'title');
  const target = customerTarget({ id, title: input.title });
  work.audit({ type: 'customer.created', target, changes: fieldChanges(null, readable(input)) });
  return (await findCustomer(work.db, work.tenantId, id))!;
}

/** Changes the named fields (C3). Refuses VERSION_CONFLICT with the customer as it is now, and NAME_TAKEN. */
export async function changeCustomer(
  work: Work,
  seen: { readonly id: string; readonly version: number },
  changes: Changes,
): Promise<Customer> {
  const current = await seenCustomer(work, seen);
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const next: Customer = { ...current, ...given };
  if (fields.every((field) => current[field] === next[field])) return current;
  const done = await updateCustomer(work, seen, next).catch((error: unknown) => {
    throw isUniqueViolation(error) ? titleTaken(next.title, 'changes.title') : error;
  });
  if (!done) throw await customerConflict(work, seen.id);
  const target = customerTarget(next);
  work.audit({ type: 'customer.updated', target, changes: fieldChanges(readable(current), readable(next)) });
  return (await findCustomer(work.db, work.tenantId, seen.id))!;
}
