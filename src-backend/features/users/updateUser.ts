import { refuse } from '#shared/api/errors.ts';
import type { RouteInput } from '#shared/api/route.ts';
import type { User, userRoutes } from '#shared/api/users.ts';
import { edited } from '#shared/domain/fields.ts';
import { userFields } from '#shared/domain/userFields.ts';
import { isUniqueViolation } from '../../database/databaseErrors.ts';
import type { Work } from '../../database/unitOfWork.ts';
import type { Caller } from '../../access/caller.ts';
import { guardRights } from '../../access/guards.ts';
import { guardRoleChange } from '../../access/roleGrants.ts';
import type { Seen } from '../versionedRows.ts';
import type { Activation } from '../activation/createActivation.ts';
import { readTenant } from '../tenants/store.ts';
import { auditUser } from './auditFields.ts';
import { emailTaken } from './emailTaken.ts';
import { guardFields } from './guardFields.ts';
import { lockReferences, namesOf, type References } from './references.ts';
import { findEmailOwner, setProfiles, setRoles, userColumns, userRows } from './store.ts';

type Changes = RouteInput<(typeof userRoutes)['users.update']>['body']['changes'];
type Changed = ReadonlySet<keyof typeof userFields>;

const notEditable = (message: string) =>
  refuse('VALIDATION_FAILED', `${message} Nothing was saved.`, {
    fields: [{ field: 'changes.email', reason: 'not-editable', message }],
  });

/**
 * An address may change where the tenant's setting allows it and nobody has proved that they own it yet: then a fresh
 * link goes to the new one as far as the limit allows. One that is in use for signing in would have to be verified again first (S1).
 */
async function guardEmailChange(work: Work, account: Caller, current: User, email: string): Promise<void> {
  const { settings } = await readTenant(work);
  if (!settings['users.emailEditable']) {
    throw notEditable('The email address is locked after creation in this tenant.');
  }
  if (current.activatedAt !== null || current.authMethod !== 'local') {
    throw notEditable('This person signs in with the address; it could not be verified again.');
  }
  await guardRights(work, account, { userIds: [current.id] });
  const owner = await findEmailOwner(work.db, work.tenantId, email);
  if (owner !== null && owner.userId !== current.id) {
    throw await emailTaken(work, account, email, 'changes.email');
  }
}

async function guard(
  work: Work,
  account: Caller,
  { current, next, changed }: { readonly current: User; readonly next: User; readonly changed: Changed },
): Promise<References> {
  if (changed.has('email')) await guardEmailChange(work, account, current, next.email);
  const references = await lockReferences(
    work,
    {
      profileIds: changed.has('profileIds') ? next.profileIds : [],
      roleIds: changed.has('roleIds') ? next.roleIds : [],
      had: [...current.profileIds, ...current.roleIds],
    },
    'changes.',
  );
  const roles = { had: current.roleIds, wanted: next.roleIds, roles: references.roles };
  await guardRoleChange(work, account, { userId: current.id, ...roles });
  return references;
}

async function write(work: Work, account: Caller, next: User, changed: Changed): Promise<void> {
  await userRows.change(work, next, userColumns(next)).catch(async (error: unknown) => {
    // Two took the address at the same moment: the transaction is dead, so where it lives can't be looked up.
    if (!isUniqueViolation(error)) throw error;
    throw await emailTaken(work, { ...account, permissions: [] }, next.email, 'changes.email');
  });
  if (changed.has('profileIds')) await setProfiles(work, next.id, next.profileIds);
  if (changed.has('roleIds')) await setRoles(work, next.id, next.roleIds);
}

/**
 * Changes the named fields of a user, if it still has the version that was seen (U4). Refuses VERSION_CONFLICT with the
 * user as it is now, EMAIL_TAKEN, fields that may not be edited, ids that don't exist, and what R4 forbids.
 */
export async function updateUser(
  work: Work,
  account: Caller,
  {
    seen,
    changes,
    activation,
  }: { readonly seen: Seen; readonly changes: Changes; readonly activation: Activation },
): Promise<User> {
  const current = await userRows.seen(work, seen);
  const next = edited(userFields, current, changes);
  const changed = guardFields(account, current, next);
  if (changed.size === 0) return current;
  const references = await guard(work, account, { current, next, changed });
  await write(work, account, next, changed);
  auditUser(work, { id: next.id, before: current, after: next }, namesOf(references));
  if (changed.has('email')) await activation.readdress(work, next);
  return userRows.get(work, next.id);
}
