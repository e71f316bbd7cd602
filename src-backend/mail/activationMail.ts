import type { User } from '#shared/api/users.ts';
import { fullName } from '#shared/domain/userFields.ts';
import type { OutgoingMail } from '../database/unitOfWork.ts';
import { buttonLink, mailDocument, paragraph, plainLink } from './layout.ts';
import { mailTexts } from './texts.ts';

/** The person to whom a link goes. */
export type ActivationRecipient = Pick<User, 'id' | 'email' | 'firstName' | 'lastName'>;

interface ActivationFacts {
  readonly tenantName: string;
  readonly link: string;
  readonly expiresAt: Date;
  readonly lifetimeSeconds: number;
  /** The zone that the person's times are in, their own or the one that they inherit. */
  readonly timeZone: string;
}

/** The mail with the activation link: greeting, what happened, the button, until when and how often it works (U5). */
export function activationMail(user: ActivationRecipient, facts: ActivationFacts): OutgoingMail {
  const texts = mailTexts.activation;
  const name = fullName(user);
  const subject = texts.subject(facts.tenantName);
  const greeting = texts.greeting(name);
  const created = texts.created(facts.tenantName, user.email);
  const until = mailTexts.moment(facts.expiresAt, facts.timeZone);
  const expiry = texts.expiry(mailTexts.lifetime(facts.lifetimeSeconds), until);
  return {
    kind: 'activation',
    userId: user.id,
    to: { name, address: user.email },
    uselessAt: facts.expiresAt,
    subject,
    text: [
      greeting,
      created,
      `${texts.whatToDo}\n${texts.button}: ${facts.link}`,
      expiry,
      texts.unexpected,
    ].join('\n\n'),
    html: mailDocument(subject, [
      paragraph(greeting),
      paragraph(created),
      paragraph(texts.whatToDo),
      buttonLink(texts.button, facts.link),
      paragraph(expiry),
      paragraph(texts.fallback, true),
      plainLink(facts.link),
      paragraph(texts.unexpected, true),
    ]),
  };
}
