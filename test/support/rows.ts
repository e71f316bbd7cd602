import type { Insertable } from 'kysely';
import { customerFields } from '#shared/domain/customerFields.ts';
import { emailKey } from '#shared/domain/email.ts';
import { columnOf, type Fields } from '#shared/domain/fields.ts';
import { entityText } from '#shared/domain/search.ts';
import { textKey } from '#shared/domain/text.ts';
import { userFields } from '#shared/domain/userFields.ts';
import { newId } from '../../src-backend/database/newId.ts';
import type { TenantSchema } from '../../src-backend/database/schema.ts';
import type { UnitScope, WritableDatabase } from '../../src-backend/database/unitOfWork.ts';

/** The scope of what tests do by themselves. */
export const asSystem = (tenant: { readonly id: string }): UnitScope => ({
  tenantId: tenant.id,
  actor: 'system',
  requestId: 'test',
});

type Row<T extends keyof TenantSchema> = Insertable<TenantSchema[T]>;

/** What a row with these columns is searched in. */
const textOf = (fields: Fields, facts: object): string => {
  const values = Object.entries(fields).map(([name, { stored }]) => {
    const given = (facts as Readonly<Record<string, unknown>>)[columnOf(name)];
    if (stored === 'json') return [name, JSON.parse((given as string | undefined) ?? '[]')];
    return [name, given ?? ''];
  });
  return entityText(fields, Object.fromEntries(values) as Readonly<Record<string, unknown>>);
};

/** A customer to insert, with the keys that follow from its facts. */
export const customerRow = <F extends Pick<Row<'customers'>, 'tenant_id' | 'customer_id' | 'title'>>(
  facts: F,
) => ({
  title_key: textKey(facts.title),
  search_text: textOf(customerFields, facts),
  time_zone: null,
  ...facts,
});

/** A user to insert, with the keys that follow from its facts. */
export const userRow = <
  F extends Pick<
    Row<'users'>,
    'tenant_id' | 'user_id' | 'customer_id' | 'email' | 'first_name' | 'last_name'
  >,
>(
  facts: F,
) => ({
  email_key: emailKey(facts.email),
  name_key: textKey(`${facts.first_name} ${facts.last_name}`),
  search_text: textOf(userFields, facts),
  time_zone: null,
  avatar: null,
  ...facts,
});

export async function insertCustomer(db: WritableDatabase, tenantId: string, title: string): Promise<string> {
  const id = newId();
  await db
    .insertInto('customers')
    .values(customerRow({ tenant_id: tenantId, customer_id: id, title }))
    .execute();
  return id;
}

export async function insertUsers(
  db: WritableDatabase,
  tenant: { readonly id: string; readonly customerId: string },
  names: readonly string[],
): Promise<string[]> {
  const ids = names.map(() => newId());
  await db
    .insertInto('users')
    .values(
      names.map((name, at) =>
        userRow({
          tenant_id: tenant.id,
          user_id: ids[at]!,
          customer_id: tenant.customerId,
          email: `${name}@example.test`,
          first_name: name,
          last_name: 'Person',
        }),
      ),
    )
    .execute();
  return ids;
}
