import { createTransport } from 'nodemailer';
import { isEmail } from '#shared/domain/email.ts';
import { messageIdOf } from './deliveryReport.ts';
import type { Delivery, Mail, Mailer } from './mailer.ts';
import { oneLine, serverWords } from './oneLine.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:587` or `smtps://…`; `?from=address` names the sender. */
  readonly url: string;
  readonly senderName: string;
  /** Sender where the URL names none; its domain is also that of every Message-ID. */
  readonly defaultSender: string;
}

const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

interface SmtpError {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/** What a failure means for this mail and for those after it. Replies by RFC 5321: 4yz later, 5yz never. */
function deliveryOf(error: unknown): Delivery {
  const { code, responseCode = 0, response } = (error ?? {}) as SmtpError;
  // The words of the server may quote the recipient or the credentials: no log has them.
  const reason =
    [code, responseCode > 0 ? String(responseCode) : undefined].filter(Boolean).join(' ') || 'unknown';
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return { kind: 'unavailable', reason };
  const words = response === undefined ? undefined : serverWords(response);
  return { kind: responseCode >= 500 ? 'refused' : 'delayed', reason, words };
}

/** Splits our own parameter from the address of the server. */
export function readSmtpUrl(text: string): { readonly url: string; readonly from: string | null } {
  const url = new URL(text);
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') {
    throw new TypeError('The address of the mail server begins with smtp:// or smtps://.');
  }
  const from = url.searchParams.get('from');
  url.searchParams.delete('from');
  if (from !== null && !isEmail(from))
    throw new TypeError('The sender (?from=) of the mail server is no address.');
  return { url: url.href, from };
}

/** One connection per mail: it is either handed over or not, with no queue in between that could repeat it. */
export function createSmtpMailer({ url, senderName, defaultSender }: SmtpOptions): Mailer {
  const server = readSmtpUrl(url);
  const sender = server.from ?? defaultSender;
  const domain = sender.slice(sender.lastIndexOf('@') + 1);
  const transport = createTransport({
    url: server.url,
    ...timeouts,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  const message = (mail: Mail) => ({
    messageId: messageIdOf(mail, domain),
    from: { name: senderName, address: sender },
    to: { name: oneLine(mail.to.name), address: mail.to.address },
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    headers: { 'Auto-Submitted': 'auto-generated' },
  });

  return {
    send: async (mail) => {
      if (!isEmail(mail.to.address)) return { kind: 'refused', reason: 'no address' };
      try {
        await transport.sendMail(message(mail));
        return { kind: 'delivered' };
      } catch (error) {
        return deliveryOf(error);
      }
    },
  };
}
