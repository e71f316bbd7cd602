import { refuse } from '#shared/api/errors.ts';
import type { User, UserInput } from '#shared/api/users.ts';
import { edited, emptyValues } from '#shared/domain/fields.ts';
import { userFields } from '#shared/domain/userFields.ts';
import { newId } from '../../database/newId.ts';
import type { Work } from '../../database/unitOfWork.ts';
import type { Caller } from '../../access/caller.ts';
import { refuseUnknown, unknownReference } from '../../access/refusals.ts';
import { guardRoleChange } from '../../access/roleGrants.ts';
import type { Activation } from '../activation/createActivation.ts';
import { lockNames } from '../linkedRows.ts';
import { readTenant } from '../tenants/store.ts';
import { auditUser } from './auditFields.ts';
import { emailTaken } from './emailTaken.ts';
import { guardFields } from './guardFields.ts';
import { lockReferences, namesOf } from './references.ts';
import { setProfiles, setRoles, userColumns, userRows } from './store.ts';

/**
 * Refuses VALIDATION_FAILED for a user without a profile (U2), unless the tenant says that it may be. An account that can't
 * give any creates users all the same: they may nothing until somebody who can has given them one.
 */
async function needProfile(work: Work, { permissions }: Caller, { profileIds }: UserInput): Promise<void> {
  if (profileIds.length > 0 || !permissions.includes('profiles.assign')) return;
  if (!(await readTenant(work)).settings['users.profileRequired']) return;
  const message = 'A new user needs at least one profile in this tenant.';
  throw refuse('VALIDATION_FAILED', `${message} Nothing was saved. Choose a profile and repeat.`, {
    fields: [{ field: 'profileIds', reason: 'required', message }],
  });
}

/**
 * Creates a user and mails the activation link in the same unit of work (U2, U5). Refuses EMAIL_TAKEN,
 * VALIDATION_FAILED for ids that don't exist here, and what the guards of R4 forbid.
 */
export async function createUser(
  work: Work,
  account: Caller,
  { input, activation }: { readonly input: UserInput; readonly activation: Activation },
): Promise<User> {
  const user = { ...edited(userFields, input, input), id: newId() };
  guardFields(account, emptyValues(userFields), user);
  await needProfile(work, account, user);
  const customers = await lockNames(work, 'customers', [user.customerId]);
  if (customers.size === 0) refuseUnknown([unknownReference('customerId')]);
  const { profiles, roles } = await lockReferences(work, input, '');
  await guardRoleChange(work, account, { userId: null, had: [], wanted: user.roleIds, roles });

  if (!(await userRows.insert(work, user.id, { ...userColumns(user), avatar: null })))
    throw await emailTaken(work, account, user.email, 'email');
  if (user.profileIds.length > 0) await setProfiles(work, user.id, user.profileIds);
  if (user.roleIds.length > 0) await setRoles(work, user.id, user.roleIds);
  const names = new Map([...customers, ...namesOf({ profiles, roles })]);
  auditUser(work, { id: user.id, before: null, after: user }, names);
  await activation.issue(work, user);
  return userRows.get(work, user.id);
}
