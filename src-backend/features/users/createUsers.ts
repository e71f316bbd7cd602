import type { User, UserInput } from '#shared/api/users.ts';
import { newId } from '../../database/newId.ts';
import type { Work } from '../../database/unitOfWork.ts';
import { fieldChanges } from '../fieldChanges.ts';
import type { Activation } from '../activation/createActivation.ts';
import { readableRoles, readableUser, userTarget } from './auditFields.ts';
import { emailTaken } from './emailTaken.ts';
import { lockReferences } from './references.ts';
import { findUser, insertUser, setProfiles, setRoles } from './store.ts';
import type { Caller } from '../../access/caller.ts';
import { needPermission } from '../../access/guards.ts';
import { lockCustomer } from '../customers/store.ts';
import { refuseUnknown, unknownReference } from '../../access/refusals.ts';
import { guardRoleChange } from '../../access/roleGrants.ts';

export interface CreateUsers {
  /**
   * Creates a user and mails the activation link in the same unit of work (U2, U5). Refuses EMAIL_TAKEN,
   * VALIDATION_FAILED for ids that don't exist here, and what the guards of R4 forbid.
   */
  readonly create: (work: Work, account: Caller, input: UserInput) => Promise<User>;
}

const distinct = (ids: readonly string[]): readonly string[] => [...new Set(ids)];

export function createCreateUsers({ activation }: { readonly activation: Activation }): CreateUsers {
  return {
    async create(work, account, input) {
      const profileIds = distinct(input.profileIds);
      const roleIds = distinct(input.roleIds);
      if (profileIds.length > 0) needPermission(account, 'profiles.assign');
      if (roleIds.length > 0) needPermission(account, 'roles.grant');
      const customer = await lockCustomer(work, input.customerId);
      if (customer === null) refuseUnknown([unknownReference('customerId')]);
      const references = await lockReferences(
        work,
        { profileIds: input.profileIds, roleIds: input.roleIds },
        '',
      );
      await guardRoleChange(work, account, {
        userId: null,
        had: [],
        wanted: roleIds,
        roles: references.roles,
      });

      const id = newId();
      if (!(await insertUser(work, { ...input, id })))
        throw await emailTaken(work, account, input.email, 'email');
      if (profileIds.length > 0) await setProfiles(work, id, profileIds);
      if (roleIds.length > 0) await setRoles(work, id, roleIds);
      const target = userTarget({ ...input, id });
      const readable = { customerId: customer, ...readableUser({ ...input, profileIds }, references) };
      work.audit({ type: 'user.created', target, changes: fieldChanges(null, readable) });
      if (roleIds.length > 0) {
        const changes = fieldChanges(null, readableRoles(roleIds, references));
        work.audit({ type: 'user.roles-granted', target, changes });
      }
      await activation.issue(work, { ...input, id });
      return (await findUser(work.db, work.tenantId, id))!;
    },
  };
}
