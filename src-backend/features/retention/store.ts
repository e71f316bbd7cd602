import { sql } from 'kysely';
import type { Work } from '../../database/unitOfWork.ts';

/** What goes when: the recycle bin when its time is over, everything else 30 days after it was of use. */
export const expiringRows = [
  {
    table: 'idempotency_keys',
    key: ['account_tenant_id', 'account_user_id', 'key'],
    when: "created_at < now() - interval '30 days'",
  },
  { table: 'deleted_users', key: ['user_id'], when: 'purge_after < now()' },
  { table: 'activation_tokens', key: ['token_hash'], when: "expires_at < now() - interval '30 days'" },
  {
    table: 'bulk_plans',
    key: ['plan_id'],
    when: "created_at < now() - interval '30 days' and state <> 'applying' and state <> 'undoing'",
  },
  {
    table: 'mail_outbox',
    key: ['mail_id'],
    when: "created_at < now() - interval '30 days' and (sent_at is not null or failed_at is not null)",
  },
] as const;

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
