import { type RawBuilder, sql } from 'kysely';
import type { DeletedUser, deletedUserRoutes } from '#shared/api/deletedUsers.ts';
import type { RouteInput } from '#shared/api/route.ts';
import { emailKey } from '#shared/domain/email.ts';
import { searchTerms } from '#shared/domain/search.ts';
import { searchSql } from '../../database/searchTexts.ts';
import type { Reading } from '../../database/unitOfWork.ts';
import type { KeysetList } from '../../http/keysetPage.ts';
import { addressTaken, binnedUsers, customerThere } from './recycleBinStore.ts';

type Query = RouteInput<(typeof deletedUserRoutes)['deletedUsers.list']>['query'];

const keys = {
  deletedAt: { key: sql`r.deleted_at`, keyType: 'timestamptz' },
  name: { key: sql`r.name_order`, keyType: 'text' },
  email: { key: sql`r.email_key`, keyType: 'text' },
} as const;

/** Whether somebody in the recycle bin has what was typed. */
export const binSearchSql = (alias: string, search: string): RawBuilder<boolean> =>
  searchSql(searchTerms(search), { table: 'users', alias });

/** What the bin shows of somebody; titles of customers only to those who may see customers. */
const entryJson = (seesCustomers: boolean) => sql<DeletedUser>`json_build_object('id', r.user_id,
  'tenantId', r.tenant_id, 'version', r.version, 'email', r.email, 'firstName', r.first_name, 'lastName', r.last_name,
  'customerTitle', ${seesCustomers ? sql`r.customer_title` : sql`null::text`},
  'customerThere', ${customerThere('r')}, 'addressTaken', ${addressTaken('r')}, 'deletedAt', instant(r.deleted_at),
  'deletedBy', r.deleted_by_name, 'restorableUntil', instant(r.purge_after))`;

/** Those in the recycle bin that match, and how many they are. */
export async function binList(reading: Reading, query: Query) {
  const { search = '', email, sort = 'deletedAt', direction = sort === 'deletedAt' ? 'desc' : 'asc' } = query;
  const from = sql`${binnedUsers(reading)} as r`;
  const address = email === undefined ? sql`true` : sql`r.email_key = ${emailKey(email)}`;
  const where = sql`${address} and ${binSearchSql('r', search)}`;
  const { actor } = reading;
  const seesCustomers = actor !== 'system' && actor.permissions.includes('customers.read');
  const { rows } = await sql<{ total: number }>`
    select count(*)::integer as total from ${from} where ${where}`.execute(reading.db);
  const list: KeysetList = {
    from,
    where,
    item: entryJson(seesCustomers),
    id: sql`r.user_id`,
    keyType: keys[sort].keyType,
    direction,
    stretches: [{ key: keys[sort].key }],
  };
  return { list, total: rows[0]?.total ?? 0 };
}
