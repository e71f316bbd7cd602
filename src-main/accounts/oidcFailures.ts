import { networkError } from '#network/networkFailure.ts';
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

/** Turns what openid-client throws into an expected failure. */
export function oidcRefusal(thrown: unknown): Refusal {
  const error = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as OidcError;
  switch (error.code) {
    case 'OAUTH_AUTHORIZATION_RESPONSE_ERROR':
      return error.error === 'access_denied'
        ? refuse(
            'CANCELLED',
            'It was given up in the browser. Nothing was saved; sign in again when you like.',
          )
        : backendRefused(error.error);
    case 'OAUTH_RESPONSE_BODY_ERROR':
      return error.error === 'invalid_grant'
        ? refuse('NOT_SIGNED_IN', 'The session has ended. Nothing was lost; sign in again.')
        : backendRefused(error.error);
    case 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED':
      return new Refusal(localError('clock'));
    case 'OAUTH_TIMEOUT':
    case 'OAUTH_ABORT':
      return offline();
    default:
      return networkRefusal(thrown) ?? (isServerFailure(error) ? offline() : notABackend());
  }
}

/**
 * `fetch` reports everything between "no such host" and "connection reset" as a TypeError with the cause inside. Null for anything
 * else.
 */
export function networkRefusal(thrown: unknown): Refusal | null {
  if (!(thrown instanceof TypeError) || !(thrown.cause instanceof Error)) return null;
  const { code } = thrown.cause as NodeJS.ErrnoException;
  const named = networkError(code);
  return named === null ? offline() : new Refusal(named);
}

function isServerFailure({ cause }: OidcError): boolean {
  return cause instanceof Response && cause.status >= 500;
}

/** Also of what `fetch` itself finds when the backend is asked for something else. */
export const offline = (): Refusal =>
  refuse('OFFLINE', 'The backend does not answer. Nothing was saved; check the connection.');

export const notABackend = (): Refusal =>
  refuse(
    'NOT_A_BACKEND',
    'What answers at this address is not a TenantDesk backend, or one of another version. Check address and network.',
  );

function backendRefused(reason = 'unknown'): Refusal {
  const details = { reason: reason.slice(0, 100) };
  return refuse('INTERNAL', 'The backend refused it. Nothing was saved; try again.', { details });
}
