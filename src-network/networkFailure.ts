import type { ApiError } from '#shared/api/errors.ts';
import { type LocalReason, localError } from '#shared/desktop/localErrors.ts';

/** What a failure before the first byte for the backend is called: one of these, or a code of Node's. */
export type NetworkFailureCode =
  | 'ERR_PLAIN_HTTP'
  | 'ERR_PROXY_PASSWORD'
  | 'ERR_PROXY_REFUSED'
  | 'ERR_PROXY_SETTINGS'
  | 'ERR_PROXY_UNREACHABLE'
  | 'ERR_PROXY_UNSUPPORTED'
  /** The proxy could not reach the backend: as if this computer could not. */
  | 'EHOSTUNREACH';

/** A connection that was not made. */
export class NetworkFailure extends Error {
  override readonly name = 'NetworkFailure';
  readonly code: NetworkFailureCode;

  constructor(code: NetworkFailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** By Node's codes, which are OpenSSL's names, and by our own. */
const reasons: Readonly<Record<string, LocalReason>> = {
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-other-name',
  HOSTNAME_MISMATCH: 'certificate-other-name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-unknown-issuer',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-unknown-issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-unknown-issuer',
  CERT_UNTRUSTED: 'certificate-unknown-issuer',
  CERT_REJECTED: 'certificate-refused',
  CERT_REVOKED: 'certificate-refused',
  CERT_SIGNATURE_FAILURE: 'certificate-refused',
  CERT_CHAIN_TOO_LONG: 'certificate-refused',
  INVALID_CA: 'certificate-refused',
  INVALID_PURPOSE: 'certificate-refused',
  PATH_LENGTH_EXCEEDED: 'certificate-refused',
  CA_KEY_TOO_SMALL: 'certificate-refused',
  CA_MD_TOO_WEAK: 'certificate-refused',
  EE_KEY_TOO_SMALL: 'certificate-refused',
  ERROR_IN_CERT_NOT_BEFORE_FIELD: 'certificate-refused',
  ERROR_IN_CERT_NOT_AFTER_FIELD: 'certificate-refused',
  ERR_PROXY_PASSWORD: 'proxy-password',
  ERR_PROXY_REFUSED: 'proxy-refused',
  ERR_PROXY_SETTINGS: 'proxy-settings',
  ERR_PROXY_UNREACHABLE: 'proxy-unreachable',
  ERR_PROXY_UNSUPPORTED: 'proxy-unsupported',
};

/** Whether a certificate was refused that more authorities might have been enough for. */
export const isUnknownIssuer = (code: unknown): boolean =>
  typeof code === 'string' && reasons[code] === 'certificate-unknown-issuer';

/** What a failed request is told as, by the code of its error; null where it only means that nobody answered. */
export function networkError(code: unknown, now: number = Date.now()): ApiError | null {
  const reason = typeof code === 'string' ? reasons[code] : undefined;
  if (reason === undefined) return null;
  const depends = reason === 'certificate-expired' || reason === 'certificate-not-yet-valid';
  return localError(reason, depends ? { clock: new Date(now).toISOString() } : {});
}
