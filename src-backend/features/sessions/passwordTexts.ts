import type { PasswordProblem } from './passwordRules.ts';

/** What is wrong with a new password, and what to do about it. */
export const passwordProblemTexts: Readonly<Record<PasswordProblem, (limit: number) => string>> = {
  'too-short': (limit) => `Use at least ${limit} characters. Several words together do well.`,
  'too-long': (limit) => `Use at most ${limit} characters.`,
  unusable: () => 'The password holds a character that cannot be typed again. Leave it out.',
  common: () => 'This password is among the first that attackers try. Choose another one.',
  repetitive: () =>
    'The password repeats itself or follows the keyboard. Choose one that is harder to guess.',
  personal: () =>
    'The password is made mostly of names that belong to you or your company. Choose another one.',
};
