import { sql } from 'kysely';
import { undoDays } from '#shared/api/bulkPlans.ts';
import type { Work } from '../../database/unitOfWork.ts';

/** What became of each user of a job is kept for as long as it can be undone. */
const overdue = `coalesce(p.started_at, p.created_at) < now() - interval '${undoDays} days'
  and p.state <> 'applying' and p.state <> 'undoing'`;

/** What goes 30 days after it was of use. Of a job stays for another 60 days that it was, without the people. */
export const expiringRows = [
  {
    table: 'idempotency_keys',
    key: ['account_tenant_id', 'account_user_id', 'key'],
    when: "created_at < now() - interval '30 days'",
  },
  { table: 'activation_tokens', key: ['token_hash'], when: "expires_at < now() - interval '30 days'" },
  {
    table: 'bulk_plan_users',
    key: ['plan_id', 'user_id'],
    when: `plan_id in (select p.plan_id from bulk_plans p where p.tenant_id = bulk_plan_users.tenant_id and ${overdue})`,
  },
  {
    table: 'bulk_plans',
    key: ['plan_id'],
    when: `created_at < now() - case when started_at is null then interval '30 days' else interval '90 days' end
      and state <> 'applying' and state <> 'undoing'`,
  },
  {
    table: 'mail_outbox',
    key: ['mail_id'],
    when: "created_at < now() - interval '30 days' and (sent_at is not null or failed_at is not null)",
  },
] as const;

/** Ids of at most `limit` people whose time in the recycle bin is over. */
export async function overdueInBin({ db, tenantId, now }: Work, limit: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('deleted_users')
    .where('tenant_id', '=', tenantId)
    .where('purge_after', '<=', now)
    .orderBy('purge_after')
    .select('user_id as id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Deletes at most `limit` of the tenant's rows whose time is over. Returns how many went. */
export async function deleteExpired(
  { db, tenantId }: Work,
  { table, key, when }: (typeof expiringRows)[number],
  limit: number,
): Promise<number> {
  const columns = sql.join(key.map((column) => sql.ref(column)));
  const result = await sql`
    delete from ${sql.table(table)} where tenant_id = ${tenantId} and (${columns}) in (
      select ${columns} from ${sql.table(table)}
      where tenant_id = ${tenantId} and ${sql.raw(when)} limit ${limit})`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}
