import { emailKey } from '#shared/domain/email.ts';
import { textKey } from '#shared/domain/text.ts';
import { newId } from '../../../src-backend/database/newId.ts';
import type { UnitScope, WritableDatabase } from '../../../src-backend/database/unitOfWork.ts';
import type { TestTenant } from '../../support/backend.ts';

/** The scope of what tests do by themselves. */
export const asSystem = (tenant: { readonly id: string }): UnitScope => ({
  tenantId: tenant.id,
  actor: 'system',
  requestId: 'test',
});

export async function insertCustomer(db: WritableDatabase, tenantId: string, title: string): Promise<string> {
  const id = newId();
  await db
    .insertInto('customers')
    .values({ tenant_id: tenantId, customer_id: id, title, title_key: textKey(title), time_zone: null })
    .execute();
  return id;
}

export async function insertUsers(
  db: WritableDatabase,
  tenant: TestTenant,
  names: readonly string[],
): Promise<string[]> {
  const ids = names.map(() => newId());
  await db
    .insertInto('users')
    .values(
      names.map((name, at) => ({
        tenant_id: tenant.id,
        user_id: ids[at]!,
        customer_id: tenant.customerId,
        email: `${name}@example.test`,
        email_key: emailKey(`${name}@example.test`),
        first_name: name,
        last_name: 'Person',
        name_key: textKey(`${name} Person`),
        time_zone: null,
        avatar: null,
      })),
    )
    .execute();
  return ids;
}
