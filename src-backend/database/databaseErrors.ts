import { refuse, type Refusal } from '#shared/api/errors.ts';

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';

const constraintOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'constraint' in error && typeof error.constraint === 'string'
    ? error.constraint
    : '';

/** Serialization failure and deadlock: the same work may succeed when it runs again. */
export const isRetryable = (error: unknown): boolean => ['40001', '40P01'].includes(codeOf(error));

/** Whether a unique index refused a row, optionally a certain one (`users_tenant_id_email_key_key`). */
export const isUniqueViolation = (error: unknown, constraint?: string): boolean =>
  codeOf(error) === '23505' && (constraint === undefined || constraintOf(error) === constraint);

/** Thrown by an adapter whose connection is gone. */
export class DatabaseAwayError extends Error {
  constructor(cause: unknown) {
    super('The database cannot be reached.', { cause });
    this.name = 'DatabaseAwayError';
  }
}

/** PostgreSQL's classes 08 (connection), 57P (shutdown, crash) and 53300 (no connection left), and Node's own. */
const away =
  /^(?:08.{3}|57P0[1-5]|53300|53400|ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOENT)$/u;

export const isDatabaseAway = (error: unknown): boolean =>
  error instanceof DatabaseAwayError || away.test(codeOf(error));

/** Another transaction held what this one needed for longer than the lock timeout. */
export const isLockTimeout = (error: unknown): boolean => codeOf(error) === '55P03';

export function lockTimeout(cause: unknown): Refusal {
  const refusal = refuse(
    'IN_PROGRESS',
    'Another change of the same things is in progress. Nothing was saved. Repeat this in a moment.',
    { retryAfterSeconds: 1 },
  );
  refusal.cause = cause;
  return refusal;
}

/** A statement ran longer than the server lets it. */
export const isTimeout = (error: unknown): boolean => codeOf(error) === '57014';

export function databaseTooSlow(cause: unknown): Refusal {
  const refusal = refuse(
    'DATABASE_UNAVAILABLE',
    'The database took too long for this. Nothing was saved. Try again later, or ask for less at a time.',
    { retryAfterSeconds: 10 },
  );
  refusal.cause = cause;
  return refusal;
}

export function databaseUnavailable(cause: unknown): Refusal {
  const refusal = refuse(
    'DATABASE_UNAVAILABLE',
    'The database cannot be reached. If this was a change, repeat it with the same Idempotency-Key.',
    { saved: 'unknown', retryAfterSeconds: 2 },
  );
  refusal.cause = cause;
  return refusal;
}
