import type { Role } from '#shared/api/roles.ts';
import { roleJson } from '../../database/entityJson.ts';
import type { ReadableDatabase } from '../../database/unitOfWork.ts';

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
