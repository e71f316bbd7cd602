import { defaultTimeZone } from '#shared/domain/formats.ts';

/** Words of the mails. Another language is another value of this shape, chosen by the recipient's. */
export const mailTexts = {
  product: 'TenantDesk',
  activation: {
    subject: (tenant: string) => `Activate your account at ${tenant}`,
    greeting: (name: string) => `Hello ${name},`,
    created: (tenant: string, email: string) =>
      `An account was created for you at ${tenant}. You will sign in with ${email}.`,
    whatToDo: 'Activate it by choosing a password:',
    button: 'Activate Your Account',
    expiry: (lifetime: string, until: string) =>
      `The link works once and expires in ${lifetime}, on ${until}. After that, ask your administrator for a new one.`,
    fallback: 'If the button does not work, copy this address into your browser:',
    unexpected: 'If you did not expect this mail, ignore it: nobody can use the account without this link.',
  },
  mailbox: {
    title: 'Mailbox',
    lead: 'Mails of this backend, newest first. They are kept here because no mail server is configured.',
    empty: 'No mail yet. Create a user, and the activation mail appears here.',
    subject: 'Subject',
    to: 'To',
    sent: 'Sent',
    link: 'Link',
    back: 'All mails',
    gone: 'This mail is not here',
    goneLead: 'The mailbox keeps the last 1,000 mails since the backend was started.',
  },
  lifetime: (seconds: number) => {
    const [count, unit] =
      seconds % 86_400 === 0
        ? [seconds / 86_400, 'day']
        : seconds % 3600 === 0
          ? [seconds / 3600, 'hour']
          : [Math.round(seconds / 60), 'minute'];
    return `${count} ${unit}${count === 1 ? '' : 's'}`;
  },
  moment: (at: Date, timeZone: string) => momentFormat(timeZone).format(at),
} as const;

/** A zone that was chosen on a server with a newer list of zones doesn't hold a mail back. */
function momentFormat(timeZone: string): Intl.DateTimeFormat {
  const options = {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  } as const;
  try {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone });
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: defaultTimeZone });
  }
}
