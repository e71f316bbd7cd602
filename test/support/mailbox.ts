import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';

const mails = z.array(
  z
    .object({ to: z.string(), subject: z.string(), text: z.string(), html: z.string(), sentAt: z.string() })
    .loose(),
);
export type ReceivedMail = z.infer<typeof mails>[number];

/** All mails of the built-in mailbox, newest first. */
export async function readMailbox(mailboxUrl: string): Promise<ReceivedMail[]> {
  const answer = await fetch(mailboxUrl, { headers: { accept: 'application/json' } });
  const body: unknown = await answer.json();
  return mails.parse(Array.isArray(body) ? body : (body as { items?: unknown; mails?: unknown }).mails);
}

/** Waits for the newest mail to an address, sent after `after` if given. */
export async function mailTo(mailboxUrl: string, address: string, after = 0): Promise<ReceivedMail> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const found = (await readMailbox(mailboxUrl)).find(
      (mail) => mail.to.includes(address) && Date.parse(mail.sentAt) > after,
    );
    if (found !== undefined) return found;
    await wait(100);
  }
  throw new Error(`No mail to ${address} arrived within 10 s.`);
}

/** The first link in a mail's text. */
export function linkIn(mail: ReceivedMail): string {
  const link = /https?:\/\/\S+/u.exec(mail.text)?.[0];
  if (link === undefined) throw new Error('The mail has no link.');
  return link;
}
