import { refuse, type Refusal } from '#shared/api/errors.ts';

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
