import { createHash } from 'node:crypto';
import pg from 'pg';
import { DatabaseAwayError, isDatabaseAway } from './databaseErrors.ts';
import { createPostgresSignals } from './postgresSignals.ts';
import type { SqlDatabase, SqlResult, SqlSession } from './sqlDatabase.ts';

export interface PostgresOptions {
  readonly url: string;
  /** Connections per replica; more than the cores of the server only adds waiting. */
  readonly poolSize?: number;
}

const int8 = pg.types.builtins.INT8;
/** Counts and sequences stay far below 2⁵³, and PGlite reads them as numbers too. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid, format) =>
    oid === int8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

const prepareAfter = 3;
const mostPrepared = 500;

/**
 * Names the texts that come again, so that the server parses and plans them once per connection. Bounded, because
 * texts with lists of variable length never end.
 */
function statementNames(): (text: string) => string | undefined {
  const seen = new Map<string, number>();
  const names = new Map<string, string>();
  return (text) => {
    const name = names.get(text);
    if (name !== undefined) return name;
    if (names.size >= mostPrepared || text.length > 20_000) return undefined;
    const times = (seen.get(text) ?? 0) + 1;
    if (times < prepareAfter) {
      if (seen.size > 5_000) seen.clear();
      seen.set(text, times);
      return undefined;
    }
    seen.delete(text);
    const made = createHash('sha256').update(text).digest('base64url').slice(0, 40);
    names.set(text, made);
    return made;
  };
}

function sessionOn(
  client: pg.PoolClient,
  counted: () => void,
  nameOf: (text: string) => string | undefined,
): SqlSession {
  return {
    query: async <R>(text: string, values: readonly unknown[] = []): Promise<SqlResult<R>> => {
      counted();
      const name = values.length === 0 ? undefined : nameOf(text);
      const query = { text, values: [...values], types, ...(name === undefined ? {} : { name }) };
      const result = await client.query<R & pg.QueryResultRow>(query);
      return { rows: result.rows, affected: result.rowCount ?? undefined, command: result.command };
    },
    script: async (text) => {
      counted();
      const result: unknown = await client.query({ text, types });
      const results = Array.isArray(result) ? (result as pg.QueryResult[]) : [result as pg.QueryResult];
      return results.map(({ rows }) => rows);
    },
  };
}

/** A PostgreSQL server behind a pool. An error of an idle connection is noticed when the connection is used next. */
export function createPostgresDatabase({ url, poolSize = 10 }: PostgresOptions): SqlDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    application_name: 'tenantdesk',
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
  });
  pool.on('error', () => undefined);
  const signals = createPostgresSignals(url);
  const nameOf = statementNames();
  let statements = 0;

  async function connect(): Promise<pg.PoolClient> {
    try {
      return await pool.connect();
    } catch (error) {
      throw new DatabaseAwayError(error);
    }
  }

  async function lend<T>(
    client: pg.PoolClient,
    body: (session: SqlSession) => Promise<T>,
    counted: number,
  ): Promise<T> {
    let broken: Error | undefined;
    const lost = (error: Error): void => void (broken = error);
    client.on('error', lost);
    const session = sessionOn(client, () => (statements += counted), nameOf);
    try {
      return await body(session);
    } catch (error) {
      // The server's farewell may arrive before the socket closes: such a connection never goes back to the pool.
      if (isDatabaseAway(error) && error instanceof Error) broken ??= error;
      if (broken === undefined) {
        await client.query('rollback').catch((failure: Error) => void (broken = failure));
      }
      if (broken === undefined) throw error;
      throw new DatabaseAwayError(error);
    } finally {
      client.off('error', lost);
      client.release(broken);
    }
  }

  return {
    kind: 'postgres',
    session: async (body, { counted = true } = {}) => lend(await connect(), body, counted ? 1 : 0),
    statements: () => statements,
    signals,
    close: async () => {
      await signals.close();
      await pool.end();
    },
  };
}
