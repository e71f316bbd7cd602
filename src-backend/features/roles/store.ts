import type { Role } from '#shared/api/roles.ts';
import { roleJson } from '../../database/entityJson.ts';
import type { KnownRole } from '../../access/roleGrants.ts';
import type { ReadableDatabase, Work } from '../../database/unitOfWork.ts';

/** All roles of a tenant: the default ones first, then by name. */
export async function listRoles(db: ReadableDatabase, tenantId: string): Promise<readonly Role[]> {
  const rows = await db
    .selectFrom('roles')
    .where('tenant_id', '=', tenantId)
    .select(roleJson('roles').as('role'))
    .orderBy('kind', 'desc')
    .orderBy('name_key')
    .execute();
  return rows.map((row) => row.role);
}

/** Roles by id, locked against deletion. Unknown ids are absent. */
export async function lockRoles(
  work: Work,
  roleIds: readonly string[],
): Promise<ReadonlyMap<string, KnownRole>> {
  if (roleIds.length === 0) return new Map();
  const rows = await work.db
    .selectFrom('roles')
    .where('tenant_id', '=', work.tenantId)
    .where('role_id', 'in', roleIds)
    .select(['role_id as id', 'kind', 'name', 'permissions'])
    .orderBy('role_id')
    .forKeyShare()
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}
