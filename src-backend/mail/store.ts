import type { Updateable } from 'kysely';
import type { TenantSchema } from '../database/schema.ts';
import type { Reading, Work } from '../database/unitOfWork.ts';
import type { Mail } from './mailer.ts';

export interface WaitingMail extends Mail {
  readonly kind: string;
  /** This attempt included. */
  readonly attempts: number;
  readonly createdAt: Date;
}

/** Takes mails whose time has come, for as long as `leaseUntil`: other workers leave them alone until then. */
export async function claimMails(
  { db, tenantId, now }: Work,
  claim: { readonly leaseUntil: Date; readonly limit: number },
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
        .where('next_attempt_at', '<=', now)
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

async function changeMails(
  { db, tenantId }: Work,
  mailIds: readonly string[],
  columns: Updateable<TenantSchema['mail_outbox']>,
): Promise<void> {
  await db
    .updateTable('mail_outbox')
    .set(columns)
    .where('tenant_id', '=', tenantId)
    .where('mail_id', 'in', mailIds)
    .execute();
}

/** Notes that a mail is on its way, and forgets its words: they hold a live link. */
export const markSent = (work: Work, mailId: string): Promise<void> =>
  changeMails(work, [mailId], { sent_at: work.now, text: '', html: '', last_error: null });

/** Gives a mail up, and forgets its words. */
export const markFailed = (work: Work, mailId: string, reason: string): Promise<void> =>
  changeMails(work, [mailId], { failed_at: work.now, text: '', html: '', last_error: reason });

/** Ends the lease on mails that could not be sent now. */
export const releaseMails = (work: Work, mailIds: readonly string[], reason: string | null): Promise<void> =>
  changeMails(work, mailIds, { next_attempt_at: work.now, last_error: reason });

/** Whether any mail of the tenant is due. */
export async function hasDueMail({ db, tenantId, now }: Reading): Promise<boolean> {
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
