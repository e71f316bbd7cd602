import type { TFunction } from 'i18next';
import type { LastMail } from '#shared/api/users.ts';

/** What became of the last mail to a person, as a sentence, with the mail server's words where it said no. */
export const lastMailWords = (t: TFunction, { state, problem }: LastMail): string =>
  t(`users.lastMail.${state}`, { problem: problem ?? '', defaultValue: state });
