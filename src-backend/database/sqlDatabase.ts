import type { Signals } from './signals.ts';

export interface SqlResult<R = Record<string, unknown>> {
  readonly rows: R[];
  readonly affected: number | undefined;
  /** What the server says it did: a COMMIT of a failed transaction says ROLLBACK. */
  readonly command: string | undefined;
}

/** One connection, held by one piece of work at a time. */
export interface SqlSession {
  readonly query: <R = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ) => Promise<SqlResult<R>>;
  /** Several statements without parameters in one round trip; the rows of each. */
  readonly script: (text: string) => Promise<readonly Record<string, unknown>[][]>;
}

/** PostgreSQL, embedded or a server, behind the same few verbs. */
export interface SqlDatabase {
  readonly kind: 'pglite' | 'postgres';
  /** Lends a connection. If `body` throws, a transaction left open is rolled back before anyone else gets it. */
  readonly session: <T>(
    body: (session: SqlSession) => Promise<T>,
    options?: { readonly counted?: boolean },
  ) => Promise<T>;
  /**
   * Round trips so far, without those of sessions that asked not to be counted (the job queue's polling): tests and the
   * bench count them per request (performance.md G31).
   */
  readonly statements: () => number;
  readonly signals: Signals;
  readonly close: () => Promise<void>;
}
