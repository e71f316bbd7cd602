import type { Feature } from '../http/registerRoute.ts';
import type { BackendParts } from '../parts.ts';
import { createBouncePlugin } from './bouncePlugin.ts';
import { createDelivery } from './delivery.ts';
import { createMailbox } from './mailbox.ts';
import { createMailboxPages } from './mailboxPages.ts';
import type { Mailer } from './mailer.ts';
import { createSmtpMailer } from './smtpMailer.ts';
import { mailTexts } from './texts.ts';

export interface MailFeature extends Feature {
  /** Where the built-in mailbox is shown; null where mails are sent. */
  readonly mailboxUrl: string | null;
}

/** Production without a mail server: mails wait in the outbox until one is configured, and the log says why. */
const noMailer: Mailer = {
  send: async () => ({ kind: 'unavailable', reason: 'no mail server is configured (--smtp URL)' }),
};

/** The sender for a server that was given none: an address at the host that people know. */
function defaultSender(publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  return `tenantdesk@${/^[\d.[\]:]+$/u.test(hostname) || !hostname.includes('.') ? 'localhost.localdomain' : hostname}`;
}

/** Mail by SMTP where a server is configured, else into the built-in mailbox; see `OutgoingMail` for how to send one. */
export function createMailFeature(
  parts: Pick<BackendParts, 'unitOfWork' | 'configuration' | 'logger' | 'now'>,
): MailFeature {
  const { publicUrl, smtp, bounceKey, production } = parts.configuration;
  const sentBy = (mailer: Mailer): MailFeature => ({
    jobs: createDelivery({ ...parts, mailer }),
    ...(bounceKey === null ? {} : { plugins: [createBouncePlugin({ ...parts, bounceKey })] }),
    mailboxUrl: null,
  });
  if (smtp !== null) {
    const senderName = mailTexts.product;
    return sentBy(createSmtpMailer({ url: smtp, senderName, defaultSender: defaultSender(publicUrl) }));
  }
  if (production) return sentBy(noMailer);
  const mailbox = createMailbox(parts.now);
  return {
    ...sentBy(mailbox),
    plugins: [createMailboxPages(mailbox)],
    mailboxUrl: new URL('/mailbox', publicUrl).href,
  };
}
