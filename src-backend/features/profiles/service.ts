import { refuse } from '#shared/api/errors.ts';
import type { Profile, ProfileInput, profileRoutes } from '#shared/api/profiles.ts';
import type { RouteInput } from '#shared/api/route.ts';
import { isUniqueViolation } from '../../database/databaseErrors.ts';
import { newId } from '../../database/newId.ts';
import type { Work } from '../../database/unitOfWork.ts';
import { fieldChanges, nameList } from '../fieldChanges.ts';
import { userTarget } from '../users/auditFields.ts';
import { versionConflict } from '../versionConflict.ts';
import {
  countHolders,
  findProfile,
  insertProfile,
  lockProcesses,
  lockProfileVersion,
  removeProfile,
  setProcesses,
  takeFromHolders,
  updateProfile,
} from './store.ts';
import { notFound, notAllowed, refuseUnknown, unknownIn } from '../../access/refusals.ts';

type Changes = RouteInput<(typeof profileRoutes)['profiles.update']>['body']['changes'];
type Seen = { readonly id: string; readonly version: number };

const target = (profile: { readonly id: string; readonly name: string }) => ({
  kind: 'profile',
  id: profile.id,
  label: profile.name,
});

const readable = (profile: ProfileInput, names: ReadonlyMap<string, string>) => ({
  name: profile.name,
  description: profile.description,
  processIds: nameList(profile.processIds.map((id) => names.get(id) ?? id)),
});

const nameTaken = (name: string, field: string) => {
  const message = `There is a profile with the name "${name}" already.`;
  return refuse('NAME_TAKEN', `${message} Nothing was saved. Choose another name.`, {
    fields: [{ field, reason: 'taken', message }],
  });
};

async function seenProfile(work: Work, seen: Seen): Promise<Profile> {
  const current = await findProfile(work.db, work.tenantId, seen.id);
  if (current === null) throw notFound();
  if (current.kind === 'system') throw notAllowed('system-profile');
  if (current.version !== seen.version) throw versionConflict(current);
  return current;
}

async function conflict(work: Work, id: string) {
  const current = await findProfile(work.db, work.tenantId, id);
  return current === null ? notFound() : versionConflict(current);
}

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id));

/** Creates a custom profile (P2). Refuses NAME_TAKEN, and processes that the tenant has no licence for. */
export async function createProfile(work: Work, input: ProfileInput): Promise<Profile> {
  const names = await lockProcesses(work, input.processIds);
  refuseUnknown(unknownIn('processIds', input.processIds, names));
  const id = newId();
  if (!(await insertProfile(work, id, input))) throw nameTaken(input.name, 'name');
  await setProcesses(work, id, [...new Set(input.processIds)]);
  const changes = fieldChanges(null, readable(input, names));
  work.audit({ type: 'profile.created', target: target({ id, name: input.name }), changes });
  return (await findProfile(work.db, work.tenantId, id))!;
}

/** Changes a custom profile; who holds it has the new processes at once. Refuses VERSION_CONFLICT and NAME_TAKEN. */
export async function changeProfile(work: Work, seen: Seen, changes: Changes): Promise<Profile> {
  const current = await seenProfile(work, seen);
  const next: Profile = {
    ...current,
    name: changes.name ?? current.name,
    description: changes.description ?? current.description,
    processIds: [...new Set(changes.processIds ?? current.processIds)],
  };
  const sameProcesses = same(current.processIds, next.processIds);
  if (sameProcesses && current.name === next.name && current.description === next.description) return current;
  const names = await lockProcesses(work, [...current.processIds, ...next.processIds]);
  refuseUnknown(unknownIn('changes.processIds', changes.processIds ?? [], names));
  const done = await updateProfile(work, seen, next).catch((error: unknown) => {
    throw isUniqueViolation(error) ? nameTaken(next.name, 'changes.name') : error;
  });
  if (!done) throw await conflict(work, seen.id);
  if (!sameProcesses) await setProcesses(work, seen.id, next.processIds);
  const audited = fieldChanges(readable(current, names), readable(next, names));
  work.audit({ type: 'profile.updated', target: target(next), changes: audited });
  return (await findProfile(work.db, work.tenantId, seen.id))!;
}

/**
 * Deletes a custom profile. If people hold it, only with `takeFromHolders`: each of them loses it, with an audit event
 * of their own. Refuses PROFILE_IN_USE with the count.
 */
export async function deleteProfile(
  work: Work,
  seen: Seen,
  takeFromThem: boolean,
): Promise<{ readonly id: string; readonly holders: number }> {
  const profile = await seenProfile(work, seen);
  if (!(await lockProfileVersion(work, seen))) throw await conflict(work, seen.id);
  const count = (await countHolders(work.db, work.tenantId, seen.id)) ?? 0;
  if (count > 0 && !takeFromThem) {
    throw refuse(
      'PROFILE_IN_USE',
      `${count} users hold this profile. Nothing was deleted. Look at who they are, then delete it and take it from them.`,
      { details: { holders: count } },
    );
  }
  const holders = count === 0 ? [] : await takeFromHolders(work, seen.id);
  await removeProfile(work, seen.id);
  const events = holders.map((holder) => {
    const left = holder.had.filter((name) => name !== profile.name);
    const changes = fieldChanges({ profileIds: nameList(holder.had) }, { profileIds: nameList(left) });
    return { type: 'user.profiles-assigned' as const, target: userTarget(holder), changes };
  });
  work.audit(
    { type: 'profile.deleted', target: target(profile), details: { holders: holders.length } },
    ...events,
  );
  return { id: seen.id, holders: holders.length };
}
