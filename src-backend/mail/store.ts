import { type RawBuilder, sql, type Updateable } from 'kysely';
import type { LastMail } from '#shared/api/users.ts';
import type { TenantSchema } from '../database/schema.ts';
import type { Reading, Work } from '../database/unitOfWork.ts';
import { uuids } from '../database/uuids.ts';
import type { Mail } from './mailer.ts';

export interface WaitingMail extends Mail {
  readonly kind: string;
  /** This attempt included. */
  readonly attempts: number;
  readonly createdAt: Date;
  /** From then on it would say what no longer holds. */
  readonly uselessAt: Date | null;
  /** False: what it was for is over, such as an activation of somebody who may not sign in any more. */
  readonly wanted: boolean;
}

/** Mails that wait and whose time has come. */
const due = ({ tenantId, now }: Reading) =>
  sql`tenant_id = ${tenantId} and sent_at is null and failed_at is null and next_attempt_at <= ${now}`;

/** Whether nobody mailed `m`'s person after it. */
const newest = sql`not exists (select from mail_outbox l where l.tenant_id = m.tenant_id and l.user_id = m.user_id
  and (l.created_at, l.mail_id) > (m.created_at, m.mail_id))`;

/**
 * Whether `m` still says what holds. A link to activate is for a person who may sign in once they did, at the address they have
 * now, and only the newest one works.
 */
const wanted = ({ now }: Reading) => sql`(m.kind <> 'activation' or (${newest} and exists (select from users u
  where u.tenant_id = m.tenant_id and u.user_id = m.user_id and u.email = m.to_address and u.activated_at is null
    and u.disabled_at is null and (u.access_expires_at is null or u.access_expires_at > ${now}))))`;

/** Takes due mails, for as long as `leaseUntil`: other workers leave them alone until then. */
export async function claimMails(
  work: Work,
  claim: { readonly leaseUntil: Date; readonly limit: number },
): Promise<readonly WaitingMail[]> {
  const { rows } = await sql<WaitingMail>`
    update mail_outbox m set attempts = m.attempts + 1, next_attempt_at = ${claim.leaseUntil}
    where m.tenant_id = ${work.tenantId} and m.mail_id in (
      select mail_id from mail_outbox where ${due(work)}
      order by next_attempt_at, mail_id limit ${claim.limit} for update skip locked)
    returning m.tenant_id as "tenantId", m.mail_id as id, m.kind, json_build_object('name', m.to_name, 'address', m.to_address) as "to", m.subject,
      m.text, m.html, m.attempts, m.created_at as "createdAt", m.useless_at as "uselessAt", ${wanted(work)} as wanted
    `.execute(work.db);
  return rows;
}

type MailColumns = Updateable<TenantSchema['mail_outbox']>;

/** Writes what became of a mail, and says it on the person if it is their last one. The person first, as all who mail them do. */
async function noteDelivery(
  { db, tenantId, now }: Work,
  mailId: string,
  said: { readonly columns: MailColumns; readonly lastMail: Omit<LastMail, 'at'> | null },
): Promise<void> {
  const lastMail =
    said.lastMail === null ? null : JSON.stringify({ ...said.lastMail, at: now.toISOString() });
  await sql`update users u set last_mail = ${lastMail}::jsonb from mail_outbox m
    where m.tenant_id = ${tenantId} and m.mail_id = ${mailId} and u.tenant_id = m.tenant_id and u.user_id = m.user_id
      and ${newest}`.execute(db);
  await db
    .updateTable('mail_outbox')
    .set(said.columns)
    .where('tenant_id', '=', tenantId)
    .where('mail_id', '=', mailId)
    .execute();
}

/** What is forgotten of a mail that is over: its words may hold a live link. */
const forgotten = { text: '', html: '' } as const;

/** Notes that the server took a mail. */
export const markSent = (work: Work, mailId: string): Promise<void> =>
  noteDelivery(work, mailId, {
    columns: { ...forgotten, sent_at: work.now, last_error: null },
    lastMail: { state: 'sent', problem: null },
  });

/** Gives a mail up. */
export const markFailed = (work: Work, mailId: string, problem: string): Promise<void> =>
  noteDelivery(work, mailId, {
    columns: { ...forgotten, failed_at: work.now, last_error: problem },
    lastMail: { state: 'refused', problem },
  });

/** Notes that a server further on gave a mail back. Returns whether it is one that was sent. */
export async function markBounced(work: Work, mailId: string, problem: string): Promise<boolean> {
  const sent = await work.db
    .selectFrom('mail_outbox')
    .select('mail_id')
    .where('tenant_id', '=', work.tenantId)
    .where('mail_id', '=', mailId)
    .where('sent_at', 'is not', null)
    .executeTakeFirst();
  if (sent === undefined) return false;
  await noteDelivery(work, mailId, {
    columns: { failed_at: work.now, last_error: problem },
    lastMail: { state: 'bounced', problem },
  });
  return true;
}

const withdrawn = 'withdrawn';

/** Gives a mail up that nobody wants any more. Its person has none. */
export const withdraw = (work: Work, mailId: string): Promise<void> =>
  noteDelivery(work, mailId, {
    columns: { ...forgotten, failed_at: work.now, last_error: withdrawn },
    lastMail: null,
  });

/** Says on people who were away (in the recycle bin) what has become of their last mail meanwhile. */
export async function noteMailsMeanwhile({ db, tenantId }: Work, userIds: readonly string[]): Promise<void> {
  const said = (state: RawBuilder<unknown>, at: string, problem: RawBuilder<unknown>) =>
    sql`jsonb_build_object('state', ${state}, 'at', instant(${sql.ref(at)}), 'problem', ${problem})`;
  await sql`update users u set last_mail = case
      when m.failed_at is not null and m.last_error = ${withdrawn} then null
      when m.failed_at is not null
        then ${said(sql`case when m.sent_at is null then 'refused' else 'bounced' end`, 'm.failed_at', sql`m.last_error`)}
      when m.sent_at is not null then ${said(sql`'sent'`, 'm.sent_at', sql`null`)}
      else u.last_mail end
    from mail_outbox m
    where u.tenant_id = ${tenantId} and u.user_id = any(${uuids(userIds)}) and u.last_mail is not null
      and m.tenant_id = u.tenant_id and m.user_id = u.user_id and ${newest}`.execute(db);
}

/** Tries a mail again from then on. */
export const postpone = (
  work: Work,
  mailId: string,
  next: { readonly at: Date; readonly state: 'queued' | 'delayed'; readonly problem: string },
): Promise<void> =>
  noteDelivery(work, mailId, {
    columns: { next_attempt_at: next.at, last_error: next.problem },
    lastMail: { state: next.state, problem: next.problem },
  });

/** Gives back mails that were claimed and not tried. */
export async function releaseMails({ db, tenantId, now }: Work, mailIds: readonly string[]): Promise<void> {
  await db
    .updateTable('mail_outbox')
    .set((eb) => ({ next_attempt_at: now, attempts: eb('attempts', '-', 1) }))
    .where('tenant_id', '=', tenantId)
    .where('mail_id', 'in', mailIds)
    .execute();
}

/** Whether any mail of the tenant is due. */
export async function hasDueMail(reading: Reading): Promise<boolean> {
  const { rows } = await sql`select from mail_outbox where ${due(reading)} limit 1`.execute(reading.db);
  return rows.length > 0;
}
