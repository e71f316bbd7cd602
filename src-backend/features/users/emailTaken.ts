import { refuse, type Refusal } from '#shared/api/errors.ts';
import type { Work } from '../../database/unitOfWork.ts';
import type { Caller } from '../../access/caller.ts';
import { findEmailOwner } from './store.ts';

/** EMAIL_TAKEN, and where the address lives if the account may see users and customers (U3). */
export async function emailTaken(
  work: Work,
  account: Caller,
  email: string,
  field: string,
): Promise<Refusal> {
  const sees = account.permissions.includes('users.read') && account.permissions.includes('customers.read');
  const owner = sees ? await findEmailOwner(work.db, work.tenantId, email) : null;
  const where = owner === null ? 'another user' : `a user of the customer "${owner.customer}"`;
  const message = `This email address belongs to ${where} in this tenant. Nothing was saved.`;
  return refuse('EMAIL_TAKEN', `${message} Use another address, or edit that user.`, {
    fields: [{ field, reason: 'taken', message }],
    ...(owner === null
      ? {}
      : { details: { customer: owner.customer, customerId: owner.customerId, userId: owner.userId } }),
  });
}
