import { refuse, Refusal } from '#shared/api/errors.ts';
import { localError } from '#shared/desktop/localErrors.ts';

/** The part of openid-client's errors that tells them apart. */
interface OidcError {
  readonly name?: string;
  readonly code?: string;
  /** OAuth's own code, in errors of the token endpoint and of the callback (RFC 6749 sections 4.1.2.1 and 5.2). */
  readonly error?: string;
  readonly status?: number;
  readonly cause?: unknown;
}

/** Turns what openid-client throws into an expected failure. `doing` begins the sentence: "Signing in" and the like. */
export function oidcRefusal(thrown: unknown, doing: string): Refusal {
  const error = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as OidcError;
  switch (error.code) {
    case 'OAUTH_AUTHORIZATION_RESPONSE_ERROR':
      return error.error === 'access_denied'
        ? refuse(
            'CANCELLED',
            `${doing} was given up in the browser. Nothing was saved; sign in again when you like.`,
          )
        : backendRefused(error.error, doing);
    case 'OAUTH_RESPONSE_BODY_ERROR':
      return error.error === 'invalid_grant'
        ? refuse(
            'NOT_SIGNED_IN',
            `${doing} was refused: the session has ended. Nothing was lost; sign in again.`,
          )
        : backendRefused(error.error, doing);
    case 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED':
      return new Refusal(
        localError(
          'NOT_A_BACKEND',
          'clock',
          `${doing} failed: the answer carries a time far from this computer's clock. Set the clock, then try again.`,
        ),
      );
    case 'OAUTH_TIMEOUT':
    case 'OAUTH_ABORT':
      return offline(doing);
    default:
      return isNetworkFailure(error) || isServerFailure(error) ? offline(doing) : notABackend(doing);
  }
}

/** `fetch` reports everything between "no such host" and "connection reset" as a TypeError with the cause inside. */
function isNetworkFailure(error: OidcError): boolean {
  return error instanceof TypeError && error.cause !== undefined;
}

function isServerFailure({ cause }: OidcError): boolean {
  return cause instanceof Response && cause.status >= 500;
}

function offline(doing: string): Refusal {
  return refuse(
    'OFFLINE',
    `${doing} failed: the backend does not answer. Nothing was saved; check the connection.`,
    {
      saved: 'nothing',
    },
  );
}

function notABackend(doing: string): Refusal {
  return refuse(
    'NOT_A_BACKEND',
    `${doing} failed: what answers at this address is not a TenantDesk backend. Check the address and the network.`,
  );
}

function backendRefused(reason: string | undefined, doing: string): Refusal {
  const details = { reason: reason?.slice(0, 100) ?? 'unknown' };
  return refuse('INTERNAL', `${doing} failed: the backend refused it. Nothing was saved; try again.`, {
    details,
  });
}
