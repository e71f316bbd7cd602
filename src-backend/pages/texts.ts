import { waitWords } from '#shared/domain/relativeTime.ts';

/** Words of the pages. One catalogue now; another language is another value of this shape. */
export const pageTexts = {
  product: 'TenantDesk',
  email: 'Email',
  password: 'Password',
  showPassword: 'Show password',
  newPassword: 'New password',
  repeatPassword: 'Repeat the password',

  signIn: 'Sign in',
  signInLead: 'Use your email address and password to continue in TenantDesk.',
  orContinueWith: 'Or continue with',
  loginWith: (provider: string) => `Login with ${provider}`,
  emailMissing: 'Enter your email address.',
  passwordMissing: 'Enter your password.',
  wrong: 'The email address or the password is wrong.',
  deactivated: (tenant: string) =>
    `Your account at ${tenant} is deactivated. Ask an administrator of ${tenant} to activate it again.`,
  accessExpired: (tenant: string) =>
    `Your access to ${tenant} has expired. Ask an administrator of ${tenant} to extend it.`,
  lockedFor: (wait: string) =>
    `Too many attempts with this email address. Try again in ${wait}; until then even the right password is refused.`,
  lockedForGood:
    'Too many attempts with this email address: its password no longer works. Ask your administrator for help.',
  tooManyAtOnce: 'Many people are signing in just now. Nothing was changed; try again in a few seconds.',

  chooseTenant: 'Choose where to sign in',
  chooseTenantLead: (email: string) => `${email} is known in more than one place.`,
  choiceGone: 'That choice has expired. Sign in again.',

  activate: 'Set your password',
  activateLead: (name: string, tenant: string) =>
    `Welcome, ${name}. Choose a password to activate your account at ${tenant}.`,
  passwordHint: (minimum: number) =>
    `At least ${minimum} characters. A few words that only you would put together are easy to remember and hard to guess.`,
  activateButton: 'Activate account',
  repeatMismatch: 'The two passwords differ. Enter the same one twice.',
  activated: 'Your account is active',
  activatedLead: (email: string, tenant: string) =>
    `Your password is set. Open TenantDesk and sign in to ${tenant} with ${email}.`,

  linkExpired: 'This link has expired',
  linkExpiredLead:
    'Activation links work for a limited time, and this one has run out. Nothing was changed. Ask your administrator to send you a new one.',
  linkUsed: 'This link was already used',
  linkUsedLead:
    'Each activation link works once. If it was you, your password is set: open TenantDesk and sign in. If not, tell your administrator.',
  linkReplaced: 'A newer link was sent',
  linkReplacedLead:
    'This activation link was replaced by a newer one. Look for the most recent mail from TenantDesk in your inbox.',
  linkUnknown: 'This link does not work',
  linkUnknownLead:
    'The activation link is not complete or not known. Open it from the mail again, or ask your administrator for a new one.',

  signInExpired: 'This sign-in has expired',
  signInExpiredLead:
    'It took too long, was finished in another tab, or your browser does not keep cookies. Nothing was changed. Go back to TenantDesk and choose Sign in again.',
  signInRefused: 'This sign-in cannot go on',
  signInRefusedLead: 'Nothing was changed. Go back to TenantDesk and choose Sign in again.',
  unavailable: 'TenantDesk cannot answer just now',
  unavailableLead: 'Nothing was changed. Try again in a minute.',
  reference: (code: string) => `Reference: ${code}`,

  wait: (seconds: number) => waitWords(seconds, 'en'),
} as const;
