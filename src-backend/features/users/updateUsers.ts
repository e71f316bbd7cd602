import { refuse } from '#shared/api/errors.ts';
import type { RouteInput } from '#shared/api/route.ts';
import type { User, userRoutes } from '#shared/api/users.ts';
import { isUniqueViolation } from '../../database/databaseErrors.ts';
import type { Work } from '../../database/unitOfWork.ts';
import { fieldChanges } from '../fieldChanges.ts';
import { versionConflict } from '../versionConflict.ts';
import type { Activation } from '../activation/createActivation.ts';
import { readableRoles, readableUser, userTarget } from './auditFields.ts';
import { emailTaken } from './emailTaken.ts';
import { lockReferences, type References } from './references.ts';
import { findEmailOwner, findUser, readSettings, setProfiles, setRoles, updateUser } from './store.ts';
import { notFound } from '../../access/refusals.ts';
import type { Caller } from '../../access/caller.ts';
import { guardRights, needPermission } from '../../access/guards.ts';
import { guardRoleChange } from '../../access/roleGrants.ts';

type Changes = RouteInput<(typeof userRoutes)['users.update']>['body']['changes'];
type Edited = User & { readonly changed: ReadonlySet<string> };

export interface UpdateUsers {
  /**
   * Changes the named fields of a user, if it still has the version that was seen (U4). Refuses VERSION_CONFLICT with
   * the user as it is now, EMAIL_TAKEN, fields that may not be edited, ids that don't exist, and what R4 forbids.
   */
  readonly update: (
    work: Work,
    account: Caller,
    seen: { readonly userId: string; readonly version: number },
    changes: Changes,
  ) => Promise<User>;
}

/** The user, if it is there and has the version that was seen; what is read of it stays true until the update. */
export async function seenUser(
  work: Work,
  seen: { readonly userId: string; readonly version: number },
): Promise<User> {
  const current = await findUser(work.db, work.tenantId, seen.userId);
  if (current === null) throw notFound();
  if (current.version !== seen.version) throw versionConflict(current);
  return current;
}

/** For an update that found another version than was seen a moment ago. */
export async function conflictNow(work: Work, userId: string) {
  const current = await findUser(work.db, work.tenantId, userId);
  return current === null ? notFound() : versionConflict(current);
}

const sameIds = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id));

const fields = [
  'email',
  'firstName',
  'lastName',
  'phones',
  'jobTitle',
  'department',
  'timeZone',
  'currency',
] as const;

function edited(current: User, changes: Changes): Edited {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const next: User = { ...current, ...given };
  next.profileIds = [...new Set(next.profileIds)];
  next.roleIds = [...new Set(next.roleIds)];
  const changed = new Set<string>(
    fields.filter((field) => JSON.stringify(current[field]) !== JSON.stringify(next[field])),
  );
  if (!sameIds(current.profileIds, next.profileIds)) changed.add('profileIds');
  if (!sameIds(current.roleIds, next.roleIds)) changed.add('roleIds');
  return { ...next, changed };
}

const notEditable = (message: string) =>
  refuse('VALIDATION_FAILED', `${message} Nothing was saved.`, {
    fields: [{ field: 'changes.email', reason: 'not-editable', message }],
  });

/**
 * An address may change where the tenant's setting allows it and nobody has proved that they own it yet: then a fresh
 * link goes to the new one. One that is in use for signing in would have to be verified again first (S1).
 */
async function guardEmailChange(work: Work, account: Caller, current: User, email: string): Promise<void> {
  const settings = await readSettings(work.db, work.tenantId);
  if (!settings['users.emailEditable']) {
    throw notEditable('The e-mail address is locked after creation in this tenant.');
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

export function createUpdateUsers({ activation }: { readonly activation: Activation }): UpdateUsers {
  async function guard(work: Work, account: Caller, current: User, next: Edited): Promise<References> {
    if (next.changed.has('profileIds')) needPermission(account, 'profiles.assign');
    if (next.changed.has('roleIds')) needPermission(account, 'roles.grant');
    if (next.changed.has('email')) await guardEmailChange(work, account, current, next.email);
    const references = await lockReferences(
      work,
      {
        profileIds: next.changed.has('profileIds') ? next.profileIds : [],
        roleIds: next.changed.has('roleIds') ? next.roleIds : [],
        had: [...current.profileIds, ...current.roleIds],
      },
      'changes.',
    );
    const roles = { had: current.roleIds, wanted: next.roleIds, roles: references.roles };
    await guardRoleChange(work, account, { userId: current.id, ...roles });
    return references;
  }

  async function write(work: Work, account: Caller, next: Edited): Promise<void> {
    const seen = { userId: next.id, version: next.version };
    const done = await updateUser(work, seen, next).catch(async (error: unknown) => {
      // Two took the address at the same moment: the transaction is dead, so where it lives can't be looked up.
      if (!isUniqueViolation(error)) throw error;
      throw await emailTaken(work, { ...account, permissions: [] }, next.email, 'changes.email');
    });
    if (!done) throw await conflictNow(work, next.id);
    if (next.changed.has('profileIds')) await setProfiles(work, next.id, next.profileIds);
    if (next.changed.has('roleIds')) await setRoles(work, next.id, next.roleIds);
  }

  return {
    async update(work, account, seen, changes) {
      const current = await seenUser(work, seen);
      const next = edited(current, changes);
      if (next.changed.size === 0) return current;
      const references = await guard(work, account, current, next);
      await write(work, account, next);
      const target = userTarget(next);
      const readable = [readableUser(current, references), readableUser(next, references)] as const;
      work.audit({ type: 'user.updated', target, changes: fieldChanges(...readable) });
      if (next.changed.has('roleIds')) {
        const roles = [
          readableRoles(current.roleIds, references),
          readableRoles(next.roleIds, references),
        ] as const;
        work.audit({ type: 'user.roles-granted', target, changes: fieldChanges(...roles) });
      }
      if (next.changed.has('email')) await activation.issue(work, next);
      return (await findUser(work.db, work.tenantId, next.id))!;
    },
  };
}
