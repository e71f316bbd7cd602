import type { z } from 'zod';
import type { customerDeletion } from '#shared/api/customers.ts';
import { refuse } from '#shared/api/errors.ts';
import { refusalOf } from '#shared/domain/userActions.ts';
import type { Work } from '../../database/unitOfWork.ts';
import { type Caller, actorIn } from '../../access/caller.ts';
import { guardRights, needPermission } from '../../access/guards.ts';
import { notAllowed, refuseUnknown, unknownReference } from '../../access/refusals.ts';
import { takesLastAdmin } from '../../access/lastAdmins.ts';
import { lockNames } from '../linkedRows.ts';
import { userTarget } from '../users/auditFields.ts';
import { type DeletableUser, deleteUsers } from '../users/deleteUsers.ts';
import { customerTarget } from './service.ts';
import { customerRows, lockUsersOf, moveUsers } from './store.ts';

type Deletion = z.infer<typeof customerDeletion>;

interface Deleted {
  readonly id: string;
  readonly usersMoved: number;
  readonly usersDeleted: number;
}

const hasUsers = (users: number) =>
  refuse(
    'CUSTOMER_HAS_USERS',
    `${users} users belong to this customer. Nothing was deleted. Say whether to move them or to delete them too.`,
    { details: { users } },
  );

/** The guards of deleting one user, for many: not the own account, nobody with more rights, not the last admin. */
async function guardDeletion(work: Work, account: Caller, users: readonly DeletableUser[]): Promise<void> {
  const actor = actorIn(work.tenantId, account);
  const facts = { activatedAt: null, disabledAt: null, accessExpiresAt: null, authMethod: 'local' } as const;
  for (const { id } of users) {
    const reason = refusalOf('delete', actor, { target: { id, ...facts }, now: work.now.getTime() });
    if (reason !== null) throw notAllowed(reason);
  }
  const ids = users.map((user) => user.id);
  await guardRights(work, account, { userIds: ids });
  if (await takesLastAdmin(work, ids)) throw notAllowed('last-admin');
}

async function moveAll(
  work: Work,
  from: string,
  to: { readonly id: string; readonly title: string },
  title: string,
) {
  const users = await lockUsersOf(work, from);
  await moveUsers(work, from, to.id);
  const changes = [{ field: 'customerId', from: title, to: to.title }];
  work.audit(...users.map((user) => ({ type: 'user.moved' as const, target: userTarget(user), changes })));
  return users.length;
}

async function deleteAll(work: Work, account: Caller, customerId: string): Promise<number> {
  const users = await lockUsersOf(work, customerId);
  if (users.length === 0) return 0;
  needPermission(account, 'users.delete');
  await guardDeletion(work, account, users);
  await deleteUsers(work, users);
  return users.length;
}

/** The customer that users move to: another one of this tenant. */
async function destination(work: Work, from: string, to: string) {
  const title = to === from ? undefined : (await lockNames(work, 'customers', [to])).get(to);
  if (title === undefined) refuseUnknown([unknownReference('users.toCustomerId')]);
  return { id: to, title: title ?? '' };
}

/**
 * Deletes a customer, and in the same transaction moves its users to another or deletes them (C4), each with its audit
 * event. Refuses CUSTOMER_HAS_USERS if there are users and nothing was said of them.
 */
export async function deleteCustomer(
  work: Work,
  account: Caller,
  customerId: string,
  { version, users }: Deletion,
): Promise<Deleted> {
  // Keeps new users out too: inserting one waits for this lock.
  const customer = await customerRows.lock(work, { id: customerId, version });
  let usersMoved = 0;
  let usersDeleted = 0;
  if (users.kind === 'none') {
    if (customer.userCount > 0) throw hasUsers(customer.userCount);
  } else if (users.kind === 'move') {
    needPermission(account, 'users.edit');
    const to = await destination(work, customerId, users.toCustomerId);
    usersMoved = await moveAll(work, customerId, to, customer.title);
  } else {
    usersDeleted = await deleteAll(work, account, customerId);
  }
  await customerRows.remove(work, customerId);
  const details = { usersMoved, usersDeleted };
  work.audit({ type: 'customer.deleted', target: customerTarget(customer), details });
  return { id: customerId, ...details };
}
