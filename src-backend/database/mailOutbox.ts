import { sql } from 'kysely';
import type { LastMail } from '#shared/api/users.ts';
import { newId } from './newId.ts';
import type { OutgoingMail, Work } from './unitOfWork.ts';
import { uuids } from './uuids.ts';

/** What a user says whose mail waits. */
export const queuedMail = ({ now }: Pick<Work, 'now'>): string =>
  JSON.stringify({ state: 'queued', at: now.toISOString(), problem: null } satisfies LastMail);

/** Puts mails into the tenant's outbox, and says on those they are for that one waits. A job sends them after the commit. */
export async function storeMails(work: Work, mails: readonly OutgoingMail[]): Promise<void> {
  const { db, tenantId, now } = work;
  await db
    .insertInto('mail_outbox')
    .values(
      mails.map((mail) => ({
        tenant_id: tenantId,
        mail_id: newId(),
        kind: mail.kind,
        user_id: mail.userId ?? null,
        to_name: mail.to.name,
        to_address: mail.to.address,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        created_at: now,
        next_attempt_at: now,
        useless_at: mail.uselessAt ?? null,
        last_error: null,
      })),
    )
    .execute();
  const userIds = [...new Set(mails.flatMap(({ userId }) => userId ?? []))];
  if (userIds.length === 0) return;
  await db
    .updateTable('users')
    .set({ last_mail: queuedMail(work) })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', sql<string>`any(${uuids(userIds)})`)
    // Whoever answers with the user has said it already.
    .where('last_mail', 'is distinct from', sql<LastMail>`${queuedMail(work)}::jsonb`)
    .execute();
}
