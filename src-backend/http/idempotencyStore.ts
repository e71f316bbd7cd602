import { apiError, Refusal, refuse } from '#shared/api/errors.ts';
import type { AccountReference, WritableDatabase } from '../database/unitOfWork.ts';

/** The answer to a write, and whether it is that of an earlier call. */
export interface StoredAnswer {
  readonly status: number;
  readonly text: string;
  readonly replayed: boolean;
}

interface Claim {
  readonly tenantId: string;
  readonly account: AccountReference;
  readonly key: string;
  readonly fingerprint: string;
  readonly now: Date;
}

function row({ tenantId, account, key }: Claim) {
  return {
    tenant_id: tenantId,
    account_tenant_id: account.tenantId,
    account_user_id: account.userId,
    key,
  };
}

/**
 * Claims the key in the transaction of the change. While another transaction holds the same key, this waits for its
 * end (until the lock timeout, which is IN_PROGRESS). Returns what was remembered, or null if the change is to be made.
 */
export async function claimKey(db: WritableDatabase, claim: Claim): Promise<StoredAnswer | null> {
  const claimed = await db
    .insertInto('idempotency_keys')
    .values({
      ...row(claim),
      fingerprint: claim.fingerprint,
      status: null,
      answer: null,
      created_at: claim.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (claimed !== undefined) return null;
  const earlier = await db
    .selectFrom('idempotency_keys')
    .select(['fingerprint', 'status', 'answer'])
    .where((is) => is.and(row(claim)))
    .executeTakeFirst();
  if (earlier === undefined || earlier.status === null) {
    throw new Refusal(
      apiError('IN_PROGRESS', 'The same change is in progress. Repeat it in a moment.', {
        retryAfterSeconds: 1,
        saved: 'unknown',
      }),
    );
  }
  if (earlier.fingerprint !== claim.fingerprint) {
    throw refuse(
      'IDEMPOTENCY_KEY_REUSED',
      'This Idempotency-Key was used for another change. Nothing was saved. Send this change with a key of its own.',
    );
  }
  return { status: earlier.status, text: earlier.answer ?? 'null', replayed: true };
}

/** Remembers the answer beside the change, to be committed with it. */
export async function rememberAnswer(
  db: WritableDatabase,
  claim: Claim,
  answer: { readonly status: number; readonly text: string },
): Promise<void> {
  await db
    .updateTable('idempotency_keys')
    .set({ status: answer.status, answer: answer.text })
    .where((is) => is.and(row(claim)))
    .execute();
}
