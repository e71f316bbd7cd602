import { sql } from 'kysely';
import type { UnitOfWork } from '../database/unitOfWork.ts';
import type { JobHandlers } from '../jobNames.ts';

/** Most rows of one kind that go in one transaction, so that nobody waits for the cleaning. */
const chunk = 1_000;

/** What goes when: the recycle bin when its time is over, everything else 30 days after it was of use. */
const expired = [
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

interface RetentionDependencies {
  readonly unitOfWork: UnitOfWork;
}

/** Deletes a tenant's rows whose time is over, a chunk per transaction. Answers how many went. */
export async function purgeTenant(
  { unitOfWork }: RetentionDependencies,
  tenantId: string,
  signal: AbortSignal,
): Promise<number> {
  let gone = 0;
  for (const { table, key, when } of expired) {
    for (;;) {
      signal.throwIfAborted();
      const columns = sql.join(key.map((column) => sql.ref(column)));
      const deleted = await unitOfWork.run(
        { tenantId, actor: 'system', requestId: 'retention.purge' },
        async ({ db }) => {
          const result = await sql`
            delete from ${sql.table(table)} where tenant_id = ${tenantId} and (${columns}) in (
              select ${columns} from ${sql.table(table)}
              where tenant_id = ${tenantId} and ${sql.raw(when)} limit ${chunk})`.execute(db);
          return Number(result.numAffectedRows ?? 0);
        },
      );
      gone += deleted;
      if (deleted < chunk) break;
    }
  }
  return gone;
}

/** The daily cleaning of every tenant. What sign-ins and sessions leave is `sessions.purge`'s. */
export function createRetention({ unitOfWork }: RetentionDependencies): JobHandlers {
  return {
    'retention.purge': async (_payload, { signal }) => {
      for (const tenantId of await unitOfWork.tenantIds())
        await purgeTenant({ unitOfWork }, tenantId, signal);
    },
  };
}
