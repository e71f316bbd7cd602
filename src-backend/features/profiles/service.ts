import { refuse } from '#shared/api/errors.ts';
import type { Profile, ProfileInput, profileRoutes } from '#shared/api/profiles.ts';
import type { RouteInput } from '#shared/api/route.ts';
import { changedFields, edited } from '#shared/domain/fields.ts';
import { profileFields } from '#shared/domain/profileFields.ts';
import { isUniqueViolation } from '../../database/databaseErrors.ts';
import { columnsOf } from '../../database/fieldColumns.ts';
import { newId } from '../../database/newId.ts';
import type { Work } from '../../database/unitOfWork.ts';
import { notAllowed, refuseUnknown, unknownIn } from '../../access/refusals.ts';
import { auditedChanges, fieldChanges, nameList } from '../fieldChanges.ts';
import { lockNames } from '../linkedRows.ts';
import { userTarget } from '../users/auditFields.ts';
import type { Seen } from '../versionedRows.ts';
import { countHolders, profileRows, setProcesses, takeFromHolders } from './store.ts';

type Changes = RouteInput<(typeof profileRoutes)['profiles.update']>['body']['changes'];

const target = (profile: { readonly id: string; readonly name: string }) => ({
  kind: 'profile',
  id: profile.id,
  label: profile.name,
});

const nameTaken = (name: string, field: string) => {
  const message = `There is a profile with the name "${name}" already.`;
  return refuse('NAME_TAKEN', `${message} Nothing was saved. Choose another name.`, {
    fields: [{ field, reason: 'taken', message }],
  });
};

function refuseSystem({ kind }: Profile): void {
  if (kind === 'system') throw notAllowed('system-profile');
}

/** Creates a custom profile (P2). Refuses NAME_TAKEN, and processes that the tenant has no licence for. */
export async function createProfile(work: Work, input: ProfileInput): Promise<Profile> {
  const names = await lockNames(work, 'processes', input.processIds);
  refuseUnknown(unknownIn('processIds', input.processIds, names));
  const id = newId();
  const row = { kind: 'custom', product_id: null, ...columnsOf(profileFields, input) } as const;
  if (!(await profileRows.insert(work, id, row))) throw nameTaken(input.name, 'name');
  await setProcesses(work, id, input.processIds);
  const changes = auditedChanges(profileFields, { before: null, after: input }, { names });
  work.audit({ type: 'profile.created', target: target({ id, name: input.name }), changes });
  return profileRows.get(work, id);
}

/** Changes a custom profile; people who hold it have the new processes at once. Refuses VERSION_CONFLICT and NAME_TAKEN. */
export async function changeProfile(work: Work, seen: Seen, changes: Changes): Promise<Profile> {
  const current = await profileRows.seen(work, seen);
  refuseSystem(current);
  const next = edited(profileFields, current, changes);
  const changed = changedFields(profileFields, current, next);
  if (changed.length === 0) return current;
  const names = await lockNames(work, 'processes', [...current.processIds, ...next.processIds]);
  refuseUnknown(unknownIn('changes.processIds', changes.processIds ?? [], names));
  await profileRows.change(work, seen, columnsOf(profileFields, next)).catch((error: unknown) => {
    throw isUniqueViolation(error) ? nameTaken(next.name, 'changes.name') : error;
  });
  if (changed.includes('processIds')) await setProcesses(work, seen.id, next.processIds);
  const audited = auditedChanges(profileFields, { before: current, after: next }, { names });
  work.audit({ type: 'profile.updated', target: target(next), changes: audited });
  return profileRows.get(work, seen.id);
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
  // Giving it to a user waits for this lock.
  const profile = await profileRows.lock(work, seen);
  refuseSystem(profile);
  const count = (await countHolders(work, seen.id)) ?? 0;
  if (count > 0 && !takeFromThem) {
    throw refuse(
      'PROFILE_IN_USE',
      `${count} users hold this profile. Nothing was deleted. Look at who they are, then delete it and take it from them.`,
      { details: { holders: count } },
    );
  }
  const holders = count === 0 ? [] : await takeFromHolders(work, seen.id);
  await profileRows.remove(work, seen.id);
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
