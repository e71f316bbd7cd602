import { sql, type Updateable } from 'kysely';
import type { TenantSchema } from '../database/schema.ts';
import type { Reading, Work } from '../database/unitOfWork.ts';
import type { Mail } from './mailer.ts';

export interface WaitingMail extends Mail {
  readonly kind: string;
  /** This attempt included. */
  readonly attempts: number;
  readonly createdAt: Date;
}

/** Mails that wait and whose time has come. */
const due = ({ tenantId, now }: Reading) =>
  sql`tenant_id = ${tenantId} and sent_at is null and failed_at is null and next_attempt_at <= ${now}`;

/** Takes due mails, for as long as `leaseUntil`: other workers leave them alone until then. */
export async function claimMails(
  work: Work,
  claim: { readonly leaseUntil: Date; readonly limit: number },
): Promise<readonly WaitingMail[]> {
  const { rows } = await sql<WaitingMail>`
    update mail_outbox set attempts = attempts + 1, next_attempt_at = ${claim.leaseUntil}
    where tenant_id = ${work.tenantId} and mail_id in (
      select mail_id from mail_outbox where ${due(work)}
      order by next_attempt_at, mail_id limit ${claim.limit} for update skip locked)
    returning mail_id as id, kind, json_build_object('name', to_name, 'address', to_address) as "to", subject, text,
      html, attempts, created_at as "createdAt"`.execute(work.db);
  return rows;
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
export async function hasDueMail(reading: Reading): Promise<boolean> {
  const { rows } = await sql`select from mail_outbox where ${due(reading)} limit 1`.execute(reading.db);
  return rows.length > 0;
}
