import type { ReadableDatabase, WritableDatabase } from '../database/unitOfWork.ts';
import type { Mail } from './mailer.ts';

export interface WaitingMail extends Mail {
  readonly kind: string;
  /** This attempt included. */
  readonly attempts: number;
  readonly createdAt: Date;
}

/** Takes mails whose time has come, for as long as `leaseUntil`: other workers leave them alone until then. */
export async function claimMails(
  db: WritableDatabase,
  tenantId: string,
  claim: { readonly now: Date; readonly leaseUntil: Date; readonly limit: number },
): Promise<readonly WaitingMail[]> {
  const rows = await db
    .updateTable('mail_outbox')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), next_attempt_at: claim.leaseUntil }))
    .where('tenant_id', '=', tenantId)
    .where('mail_id', 'in', (eb) =>
      eb
        .selectFrom('mail_outbox')
        .select('mail_id')
        .where('tenant_id', '=', tenantId)
        .where('sent_at', 'is', null)
        .where('failed_at', 'is', null)
        .where('next_attempt_at', '<=', claim.now)
        .orderBy('next_attempt_at')
        .orderBy('mail_id')
        .limit(claim.limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning([
      'mail_id',
      'kind',
      'to_name',
      'to_address',
      'subject',
      'text',
      'html',
      'attempts',
      'created_at',
    ])
    .execute();
  return rows.map((row) => ({
    id: row.mail_id,
    kind: row.kind,
    to: { name: row.to_name, address: row.to_address },
    subject: row.subject,
    text: row.text,
    html: row.html,
    attempts: row.attempts,
    createdAt: row.created_at,
  }));
}

/** Notes that a mail is on its way, and forgets its words: they hold a live link. */
export async function markSent(
  db: WritableDatabase,
  tenantId: string,
  mailId: string,
  now: Date,
): Promise<void> {
  await db
    .updateTable('mail_outbox')
    .set({ sent_at: now, text: '', html: '', last_error: null })
    .where('tenant_id', '=', tenantId)
    .where('mail_id', '=', mailId)
    .execute();
}

/** Gives a mail up, and forgets its words. */
export async function markFailed(
  db: WritableDatabase,
  tenantId: string,
  mailId: string,
  failure: { readonly now: Date; readonly reason: string },
): Promise<void> {
  await db
    .updateTable('mail_outbox')
    .set({ failed_at: failure.now, text: '', html: '', last_error: failure.reason })
    .where('tenant_id', '=', tenantId)
    .where('mail_id', '=', mailId)
    .execute();
}

/** Ends the lease on mails that could not be sent now. */
export async function releaseMails(
  db: WritableDatabase,
  tenantId: string,
  mailIds: readonly string[],
  release: { readonly nextAttemptAt: Date; readonly reason: string | null },
): Promise<void> {
  await db
    .updateTable('mail_outbox')
    .set({ next_attempt_at: release.nextAttemptAt, last_error: release.reason })
    .where('tenant_id', '=', tenantId)
    .where('mail_id', 'in', mailIds)
    .execute();
}

/** Whether any mail of the tenant is due. */
export async function hasDueMail(db: ReadableDatabase, tenantId: string, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('mail_outbox')
    .select('mail_id')
    .where('tenant_id', '=', tenantId)
    .where('sent_at', 'is', null)
    .where('failed_at', 'is', null)
    .where('next_attempt_at', '<=', now)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
