import { type RawBuilder, sql } from 'kysely';
import type { customerRoutes, CustomerSortField } from '#shared/api/customers.ts';
import type { RouteInput } from '#shared/api/route.ts';
import { searchTerms } from '#shared/domain/search.ts';
import { customerJson } from '../../database/entityJson.ts';
import { searchSql } from '../../database/searchTexts.ts';
import type { Work } from '../../database/unitOfWork.ts';
import type { KeysetList } from '../../http/keysetPage.ts';
import type { DeletableUser } from '../users/deleteUsers.ts';
import { versionedRows } from '../versionedRows.ts';

const sorts: Readonly<
  Record<CustomerSortField, Pick<KeysetList, 'keyType'> & { readonly key: RawBuilder<unknown> }>
> = {
  title: { key: sql`r.title_order` },
  email: { key: sql`lower(r.email) collate "C"` },
  city: { key: sql`r.city_order` },
  address: { key: sql`r.address_order` },
  userCount: { key: sql`r.user_count`, keyType: 'integer' },
};

/** Customers that have what was typed, in the wanted order. */
export function customerList(
  tenantId: string,
  { search, sort = 'title', direction }: RouteInput<(typeof customerRoutes)['customers.list']>['query'],
): KeysetList {
  const { key, keyType } = sorts[sort];
  const found = searchSql(searchTerms(search ?? ''), { table: 'customers', alias: 'r' });
  return {
    from: sql`customers as r`,
    where: sql`r.tenant_id = ${tenantId}::uuid and ${found}`,
    item: customerJson('r'),
    id: sql`r.customer_id`,
    keyType,
    direction,
    stretches: [{ key }],
  };
}

export const customerRows = versionedRows('customers', { id: 'customer_id', json: customerJson });

/** The users of a customer, locked in the order of their ids. */
export async function lockUsersOf(work: Work, customerId: string): Promise<readonly DeletableUser[]> {
  return work.db
    .selectFrom('users')
    .where('tenant_id', '=', work.tenantId)
    .where('customer_id', '=', customerId)
    .select(['user_id as id', 'first_name as firstName', 'last_name as lastName', 'email'])
    .orderBy('user_id')
    .forUpdate()
    .execute();
}

export async function moveUsers(work: Work, fromCustomerId: string, toCustomerId: string): Promise<void> {
  await sql`update users set customer_id = ${toCustomerId}, version = version + 1, updated_at = ${work.now}
    where tenant_id = ${work.tenantId} and customer_id = ${fromCustomerId}`.execute(work.db);
}
