import { type FieldError, refuse, type Refusal } from '#shared/api/errors.ts';
import type { RefusalReason } from '#shared/domain/userActions.ts';

/** One answer for what doesn't exist and for what belongs to somebody else (security.md, tenant isolation). */
export function notFound(): Refusal {
  return refuse('NOT_FOUND', 'There is nothing here that this account can see. Nothing was saved.');
}

export function notSignedIn(): Refusal {
  return refuse('NOT_SIGNED_IN', 'This needs a valid access token. Nothing was saved. Sign in and repeat.');
}

export function accountDisabled(): Refusal {
  return refuse(
    'ACCOUNT_DISABLED',
    'This account may no longer sign in. Nothing was saved. Ask an administrator.',
  );
}

export function permissionDenied(permission: string): Refusal {
  return refuse(
    'PERMISSION_DENIED',
    `The roles of this account in this tenant lack the permission "${permission}". Nothing was saved.`,
    { details: { permission } },
  );
}

export function malformed(message: string): Refusal {
  return refuse('MALFORMED_REQUEST', `${message} Nothing was saved. Correct the request.`);
}

const reasonTexts: Readonly<Record<RefusalReason, string>> = {
  'no-permission': 'The roles of this account do not allow this.',
  offline: 'This needs the network.',
  'own-account': 'This cannot be done to the account that asks for it. Ask another administrator.',
  'more-rights-than-you': 'This person or role has rights that this account lacks.',
  'last-admin': 'This would leave the tenant without an active administrator. Make somebody else one first.',
  'already-active': 'This user is active already.',
  'already-disabled': 'This user is deactivated already.',
  'already-activated': 'This user has activated the account already.',
  deactivated: 'This user is deactivated and could not sign in.',
  'access-expired': 'The access of this user has expired, so they could not sign in.',
  'uses-sso': 'This user signs in with an identity provider and has no password here.',
  unchanged: 'There is nothing to change.',
  gone: 'This user is no longer there.',
  'undo-expired': 'A job can be undone for 30 days, and these are over.',
  'not-in-bin': 'This user is not in the recycle bin.',
  'address-taken': 'The email address of this user belongs to somebody else by now.',
  'customer-gone': 'The customer of this user was deleted.',
  'system-profile': 'This profile comes with a product and stays as it is. Make a custom profile from it.',
};

/** ACTION_NOT_ALLOWED with its reason, for which the console has words. */
export function notAllowed(reason: RefusalReason, details: Readonly<Record<string, string>> = {}): Refusal {
  return refuse('ACTION_NOT_ALLOWED', `${reasonTexts[reason]} Nothing was saved.`, {
    details: { reason, ...details },
  });
}

/** A field whose id names nothing in this tenant. */
export const unknownReference = (field: string): FieldError => ({
  field,
  reason: 'unknown-reference',
  message: `${field} names something that does not exist.`,
});

/** Refuses VALIDATION_FAILED with one field per id that this tenant doesn't know. */
export function refuseUnknown(fields: readonly FieldError[]): void {
  if (fields.length === 0) return;
  throw refuse(
    'VALIDATION_FAILED',
    `${fields.map((field) => field.message).join(' ')} Nothing was saved. Choose again and repeat.`,
    { fields: fields.slice(0, 100) },
  );
}

/** The fields of a list of ids, such as `profileIds.3`, that are not among the known ones. */
export function unknownIn(
  field: string,
  ids: readonly string[],
  known: { readonly has: (id: string) => boolean },
): readonly FieldError[] {
  return ids.flatMap((id, index) => (known.has(id) ? [] : [unknownReference(`${field}.${index}`)]));
}
