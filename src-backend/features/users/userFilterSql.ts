import { type RawBuilder, sql } from 'kysely';
import type { UserFilter } from '#shared/api/users.ts';
import { searchTerms } from '#shared/domain/search.ts';
import { searchSql, titleHas } from '../../database/searchTexts.ts';
import type { Actor } from '../../database/unitOfWork.ts';
import { uuids } from '../../database/uuids.ts';
import { authStateSql, userStatusSql } from './userStatusSql.ts';

export interface FilterScope {
  readonly tenantId: string;
  /** Who asks: titles of customers are searched only for those who may see them. */
  readonly actor: Actor;
  readonly now: Date;
}

/**
 * Which users a filter means, as SQL over a row of `users`: the same for the list and for bulk plans, so that "all that
 * match" is what was shown. Always restricted to the tenant.
 */
export function userFilterSql(alias: string, filter: UserFilter, scope: FilterScope): RawBuilder<boolean> {
  const u = sql.ref(alias);
  const { customerId, profileIds, statuses, auths, search, notActivatedForHours } = filter;
  const customerHas = (word: string) => sql<boolean>`${u}.customer_id in (
    select c.customer_id from customers c where c.tenant_id = ${scope.tenantId}::uuid and ${titleHas('c', word)})`;
  const conditions = [sql`${u}.tenant_id = ${scope.tenantId}::uuid`];
  if (customerId !== undefined) conditions.push(sql`${u}.customer_id = ${customerId}::uuid`);
  if (profileIds !== undefined && profileIds.length > 0) {
    conditions.push(sql`exists (select from user_profiles held where held.tenant_id = ${u}.tenant_id
      and held.user_id = ${u}.user_id and held.profile_id = any(${uuids(profileIds)}))`);
  }
  if (statuses !== undefined && statuses.length > 0) {
    conditions.push(sql`${userStatusSql(alias, scope.now)} = any(${statuses}::text[])`);
  }
  if (auths !== undefined && auths.length > 0) {
    conditions.push(sql`${authStateSql(alias)} = any(${auths}::text[])`);
  }
  if (search !== undefined) {
    const seesTitles = scope.actor === 'system' || scope.actor.permissions.includes('customers.read');
    conditions.push(
      searchSql(searchTerms(search), {
        table: 'users',
        alias,
        // In the list of one customer its title says nothing.
        ...(customerId === undefined && seesTitles ? { elsewhere: customerHas } : {}),
      }),
    );
  }
  if (notActivatedForHours !== undefined) {
    const since = new Date(scope.now.getTime() - notActivatedForHours * 3_600_000);
    conditions.push(sql`${u}.activated_at is null and ${u}.created_at < ${since}::timestamptz`);
  }
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}
