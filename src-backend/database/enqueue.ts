import type { SqlSession } from './sqlDatabase.ts';

/**
 * Puts jobs into the queue inside the transaction open on `session`. Returns the function that wakes the workers, to be called
 * after the commit: polling is only the fallback.
 */
export type EnqueueOn = (
  session: SqlSession,
  jobs: readonly { readonly name: string; readonly payload: object }[],
) => Promise<() => void>;
