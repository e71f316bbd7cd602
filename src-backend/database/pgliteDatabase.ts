import type { PGliteInterface } from '@electric-sql/pglite';
import { DatabaseAwayError } from './databaseErrors.ts';
import type { SqlDatabase, SqlSession } from './sqlDatabase.ts';

/**
 * The embedded database: one connection, so sessions wait for each other in order. Nothing else may use `pglite`
 * beside this, or its statements would land in somebody's open transaction.
 */
export function createPgliteDatabase(pglite: PGliteInterface): SqlDatabase {
  let statements = 0;
  let tail: Promise<unknown> = Promise.resolve();
  const session = (counted: number): SqlSession => ({
    query: async <R>(text: string, values: readonly unknown[] = []) => {
      statements += counted;
      const { rows, affectedRows, command } = await pglite.query<R>(text, [...values]);
      return { rows, affected: affectedRows, command };
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
    session: (body, { counted = true } = {}) => {
      const turn = tail.then(() => lend(body, counted));
      tail = turn.catch(() => undefined);
      return turn;
    },
    statements: () => statements,
    close: async () => {
      await tail;
      if (!pglite.closed) await pglite.close();
    },
  };
}
