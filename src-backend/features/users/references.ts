import { type KnownRole } from '../../access/roleGrants.ts';
import { refuseUnknown, unknownIn } from '../../access/refusals.ts';
import type { Work } from '../../database/unitOfWork.ts';
import { lockNames } from '../linkedRows.ts';
import { lockRoles } from '../roles/store.ts';

/** Profiles and roles that a request names by id: found in this tenant, and locked against deletion until the commit. */
export interface References {
  readonly profiles: ReadonlyMap<string, string>;
  readonly roles: ReadonlyMap<string, KnownRole>;
}

export interface Named {
  readonly profileIds: readonly string[];
  readonly roleIds: readonly string[];
  /** Ids that need not exist any more: those that a user had before. */
  readonly had?: readonly string[];
}

/** Finds and locks profiles and roles; refuses those unknown, as fields under `base` (`changes.` in an update). */
export async function lockReferences(work: Work, named: Named, base: string): Promise<References> {
  const had = named.had ?? [];
  const profiles = await lockNames(work, 'profiles', [...new Set([...named.profileIds, ...had])]);
  const roles = await lockRoles(work, [...new Set([...named.roleIds, ...had])]);
  refuseUnknown([
    ...unknownIn(`${base}profileIds`, named.profileIds, profiles),
    ...unknownIn(`${base}roleIds`, named.roleIds, roles),
  ]);
  return { profiles, roles };
}

/** What these are called, by id. */
export function namesOf({ profiles, roles }: References): Map<string, string> {
  return new Map([...profiles, ...[...roles].map(([id, { name }]) => [id, name] as const)]);
}
