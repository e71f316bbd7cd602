import { type RawBuilder, sql } from 'kysely';
import type { UserFilter } from '#shared/api/users.ts';
import { tidyText } from '#shared/domain/text.ts';
import { userFields } from '#shared/domain/userFields.ts';
import { exactKeyColumns } from '../../database/fieldColumns.ts';
import { searchKey, searchPattern } from '../../database/like.ts';
import { uuids } from '../../database/uuids.ts';
import { authStateSql, userStatusSql } from './userStatusSql.ts';

/** Keys that a search must equal. */
const exactKeys = exactKeyColumns(userFields);

export interface FilterScope {
  readonly tenantId: string;
  readonly now: Date;
}

/**
 * Which users a filter means, as SQL over a row of `users`: the same for the list and for bulk plans, so that "all that
 * match" is what was shown. Always restricted to the tenant.
 */
export function userFilterSql(alias: string, filter: UserFilter, scope: FilterScope): RawBuilder<boolean> {
  const u = sql.ref(alias);
  const { customerId, profileIds, statuses, auths, search, notActivatedForHours } = filter;
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
  if (search !== undefined && tidyText(search) !== '') {
    const pattern = searchPattern(search);
    const exact = exactKeys.map((column) => {
      const key = sql.ref(`x.${column}`);
      // By itself, because no index helps in an OR with LIKE: that is not leakproof, and waits for row-level security.
      return sql`${u}.user_id in (select x.user_id from users x where x.tenant_id = ${scope.tenantId}::uuid
        and ${key} = ${searchKey(search)} and ${key} <> '')`;
    });
    const parts = [sql`${u}.name_key like ${pattern}`, sql`${u}.email_key like ${pattern}`, ...exact];
    conditions.push(sql`(${sql.join(parts, sql` or `)})`);
  }
  if (notActivatedForHours !== undefined) {
    const since = new Date(scope.now.getTime() - notActivatedForHours * 3_600_000);
    conditions.push(sql`${u}.activated_at is null and ${u}.created_at < ${since}::timestamptz`);
  }
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}
