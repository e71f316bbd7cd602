import type { Mail, Mailer } from './mailer.ts';

export interface KeptMail extends Mail {
  readonly sentAt: Date;
}

/** The built-in mailbox: shows mails instead of sending them, for trying the product without a mail server. */
export interface Mailbox extends Mailer {
  /** Newest first. */
  readonly list: () => readonly KeptMail[];
  readonly find: (id: string) => KeptMail | undefined;
}

const capacity = 1000;

/** Keeps the last 1,000 mails in memory: they hold live links, so they end with the process. */
export function createMailbox(now: () => Date): Mailbox {
  const mails = new Map<string, KeptMail>();
  return {
    send: async (mail) => {
      // The same Message-ID is the same mail, as in any mail program.
      if (!mails.has(mail.id)) mails.set(mail.id, { ...mail, sentAt: now() });
      const [oldest] = mails.keys();
      if (mails.size > capacity && oldest !== undefined) mails.delete(oldest);
      return { kind: 'delivered' };
    },
    list: () => [...mails.values()].toReversed(),
    find: (id) => mails.get(id),
  };
}

/** The addresses that a mail's text leads to. */
export const linksOf = (mail: Mail): readonly string[] => [
  ...new Set(mail.text.match(/https?:\/\/[^\s<>"]+/gu)),
];
