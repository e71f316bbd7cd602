import { refuse, type Refusal } from '#shared/api/errors.ts';

const textIn = (error: unknown, name: 'code' | 'constraint'): string => {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' ? value : '';
};
const codeOf = (error: unknown): string => textIn(error, 'code');

/** Serialization failure and deadlock: the same work may succeed when it runs again. */
export const isRetryable = (error: unknown): boolean => ['40001', '40P01'].includes(codeOf(error));

/** Somebody else held a row or table for longer than `lock_timeout` allows. */
export const isLockTimeout = (error: unknown): boolean => codeOf(error) === '55P03';

/** Whether a unique index refused a row, optionally a certain one (`users_tenant_id_email_key_key`). */
export const isUniqueViolation = (error: unknown, constraint?: string): boolean =>
  codeOf(error) === '23505' && (constraint === undefined || textIn(error, 'constraint') === constraint);

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

const causedBy = (cause: unknown, refusal: Refusal): Refusal => Object.assign(refusal, { cause });

export const databaseUnavailable = (cause: unknown): Refusal =>
  causedBy(
    cause,
    refuse(
      'DATABASE_UNAVAILABLE',
      'The database cannot be reached. If this was a change, repeat it with the same Idempotency-Key.',
      { saved: 'unknown', retryAfterSeconds: 2 },
    ),
  );

/** What a failure of a transaction is for its caller: a refusal where it can be tried again later, else itself. */
export function refusedBy(error: unknown): unknown {
  if (isDatabaseAway(error)) return databaseUnavailable(error);
  switch (codeOf(error)) {
    // Another transaction held what this one needed for longer than the lock timeout.
    case '55P03':
      return causedBy(
        error,
        refuse(
          'IN_PROGRESS',
          'Another change of the same things is in progress. Nothing was saved. Repeat this in a moment.',
          { retryAfterSeconds: 1 },
        ),
      );
    // A statement ran longer than the server lets it.
    case '57014':
      return causedBy(
        error,
        refuse(
          'DATABASE_UNAVAILABLE',
          'The database took too long for this. Nothing was saved. Try again later, or ask for less at a time.',
          { retryAfterSeconds: 10 },
        ),
      );
    default:
      return error;
  }
}
