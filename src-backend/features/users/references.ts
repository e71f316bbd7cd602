import type { FieldError } from '#shared/api/errors.ts';
import { refuse } from '#shared/api/errors.ts';
import type { Role } from '#shared/api/roles.ts';
import type { Work } from '../../database/unitOfWork.ts';

export type KnownRole = Pick<Role, 'id' | 'kind' | 'name' | 'permissions'>;

/** What a person named by id: found in this tenant, and locked, so that it can't be deleted before the commit. */
export interface References {
  readonly profiles: ReadonlyMap<string, string>;
  readonly roles: ReadonlyMap<string, KnownRole>;
}

/** A field whose id names nothing in this tenant. */
export const unknownReference = (field: string): FieldError => ({
  field,
  reason: 'unknown-reference',
  message: `${field} names something that does not exist.`,
});

/** Refuses VALIDATION_FAILED with one field per id that this tenant doesn't know. */
export function refuseUnknown(fields: readonly FieldError[]): void {
  if (fields.length === 0) return;
  throw refuse(
    'VALIDATION_FAILED',
    `${fields.map((field) => field.message).join(' ')} Nothing was saved. Choose again and repeat.`,
    { fields: fields.slice(0, 100) },
  );
}

/** The fields of a list of ids, such as `profileIds.3`, that are not among the known ones. */
export function unknownIn(
  field: string,
  ids: readonly string[],
  known: { readonly has: (id: string) => boolean },
): readonly FieldError[] {
  return ids.flatMap((id, index) => (known.has(id) ? [] : [unknownReference(`${field}.${index}`)]));
}

/** Names of profiles by id, locked against deletion. Unknown ids are absent. */
export async function lockProfiles(work: Work, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await work.db
    .selectFrom('profiles')
    .where('tenant_id', '=', work.tenantId)
    .where('profile_id', 'in', ids)
    .select(['profile_id', 'name'])
    .orderBy('profile_id')
    .forKeyShare()
    .execute();
  return new Map(rows.map((row) => [row.profile_id, row.name]));
}

async function lockRoles(work: Work, ids: readonly string[]): Promise<ReadonlyMap<string, KnownRole>> {
  if (ids.length === 0) return new Map();
  const rows = await work.db
    .selectFrom('roles')
    .where('tenant_id', '=', work.tenantId)
    .where('role_id', 'in', ids)
    .select(['role_id as id', 'kind', 'name', 'permissions'])
    .orderBy('role_id')
    .forKeyShare()
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Title of a customer, locked against deletion; null if there is none. */
export async function lockCustomer(work: Work, customerId: string): Promise<string | null> {
  const row = await work.db
    .selectFrom('customers')
    .where('tenant_id', '=', work.tenantId)
    .where('customer_id', '=', customerId)
    .select('title')
    .forKeyShare()
    .executeTakeFirst();
  return row?.title ?? null;
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
  const profiles = await lockProfiles(work, [...new Set([...named.profileIds, ...had])]);
  const roles = await lockRoles(work, [...new Set([...named.roleIds, ...had])]);
  refuseUnknown([
    ...unknownIn(`${base}profileIds`, named.profileIds, profiles),
    ...unknownIn(`${base}roleIds`, named.roleIds, roles),
  ]);
  return { profiles, roles };
}
