import { newId } from './newId.ts';
import type { OutgoingMail, Work } from './unitOfWork.ts';

/** Puts mails into the tenant's outbox, in one statement. A job sends them after the commit. */
export async function storeMails(work: Work, mails: readonly OutgoingMail[]): Promise<void> {
  await work.db
    .insertInto('mail_outbox')
    .values(
      mails.map((mail) => ({
        tenant_id: work.tenantId,
        mail_id: newId(),
        kind: mail.kind,
        user_id: mail.userId ?? null,
        to_name: mail.to.name,
        to_address: mail.to.address,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        last_error: null,
      })),
    )
    .execute();
}
