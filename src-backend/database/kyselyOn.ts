import {
  type CompiledQuery,
  type DatabaseConnection,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { SqlSession } from './sqlDatabase.ts';

const dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
};
const config = { dialect };
const driver = dialect.createDriver();
const prototype = new Kysely<unknown>(config);

function connectionOn(session: SqlSession): DatabaseConnection {
  return {
    executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
      const { rows, affected } = await session.query<R>(query.sql, query.parameters);
      return affected === undefined ? { rows } : { rows, numAffectedRows: BigInt(affected) };
    },
    streamQuery: () => {
      throw new Error('Streaming is not used: pages are bounded.');
    },
  };
}

/**
 * A query builder that speaks on one session only. It costs one small object per transaction: compiler and adapter are
 * shared. Unqualified tables are found by the transaction's search path.
 */
export function kyselyOn<Schema>(session: SqlSession): Kysely<Schema> {
  const connection = connectionOn(session);
  const executor = prototype
    .getExecutor()
    .withConnectionProvider({ provideConnection: (consumer) => consumer(connection) });
  return new Kysely<Schema>({ config, dialect, driver, executor });
}
