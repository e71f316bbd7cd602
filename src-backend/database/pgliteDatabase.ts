import { AsyncLocalStorage } from 'node:async_hooks';
import type { PGliteInterface } from '@electric-sql/pglite';
import { DatabaseAwayError } from './databaseErrors.ts';
import { createLocalSignals } from './signals.ts';
import type { SqlDatabase, SqlResult, SqlSession } from './sqlDatabase.ts';

/**
 * The embedded database: one connection, so sessions wait for each other in order. Nothing else may use `pglite`
 * beside this, or its statements would land in somebody's open transaction.
 */
export function createPgliteDatabase(pglite: PGliteInterface): SqlDatabase {
  const inside = new AsyncLocalStorage<true>();
  let statements = 0;
  let tail: Promise<unknown> = Promise.resolve();
  const session = (counted: number): SqlSession => ({
    query: async <R>(text: string, values: readonly unknown[] = []): Promise<SqlResult<R>> => {
      statements += counted;
      const { rows, affectedRows, command } = await pglite.query(text, [...values]);
      return { rows: rows as R[], affected: affectedRows, command };
    },
    script: async (text) => {
      statements += counted;
      const results = await pglite.exec(text);
      return results.map(({ rows }) => rows);
    },
  });

  async function lend<T>(body: (session: SqlSession) => Promise<T>, counted: boolean): Promise<T> {
    if (pglite.closed) throw new DatabaseAwayError(new Error('The embedded database is closed.'));
    try {
      return await body(session(counted ? 1 : 0));
    } catch (error) {
      // Outside a transaction this is a warning, not an error.
      if (!pglite.closed) await pglite.exec('rollback');
      throw error;
    }
  }

  return {
    kind: 'pglite',
    session: async (body, { counted = true } = {}) => {
      if (inside.getStore() === true) {
        throw new Error('A session inside a session would wait for itself: use the one in hand.');
      }
      const turn = tail.then(() => inside.run(true, () => lend(body, counted)));
      tail = turn.catch(() => undefined);
      return turn;
    },
    statements: () => statements,
    signals: createLocalSignals(),
    close: async () => {
      await tail;
      if (!pglite.closed) await pglite.close();
    },
  };
}
