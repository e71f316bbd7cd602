import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { loadInBulk } from '../../../src-backend/database/bulkLoad.ts';
import { createPostgresDatabase } from '../../../src-backend/database/postgresDatabase.ts';
import { migrate } from '../../../src-backend/database/migrate.ts';
import type { SqlSession } from '../../../src-backend/database/sqlDatabase.ts';
import { BenchError } from '../harness/goal.ts';

/** A database of the bench's own on the server in TENANTDESK_TEST_POSTGRES, gone afterwards. */
export interface BenchDatabase {
  readonly url: string;
  /** As its owner: fills it, looks at it. Not what the backend uses. */
  readonly owner: pg.Client;
  /** Writes very many users as the large demo does. Row-level security stands aside: the owner is a superuser. */
  readonly load: <T>(body: (session: SqlSession) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

function serverUrl(database?: string): string {
  const given = process.env['TENANTDESK_TEST_POSTGRES'];
  if (given === undefined || given === '') {
    throw new BenchError(
      'There is no PostgreSQL: run this through scripts/with-postgres.ts, as "npm run bench" does.',
    );
  }
  const url = new URL(given);
  if (database !== undefined) url.pathname = `/${database}`;
  return url.href;
}

async function onServer(statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The version of the server, such as `15.18`. */
export async function serverVersion(): Promise<string> {
  const { rows } = await onServer('show server_version');
  return String(rows[0]?.['server_version']).split(' ')[0] ?? 'unknown';
}

/** Makes an empty database with the backend's own schema. */
export async function createBenchDatabase(): Promise<BenchDatabase> {
  const name = `tenantdesk_bench_${randomUUID().slice(0, 8)}`;
  await onServer(`create database ${name}`);
  const url = serverUrl(name);
  const database = createPostgresDatabase({ url, poolSize: 1 });
  await migrate(database);
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  await owner.query('set search_path to tenantdesk, public');
  return {
    url,
    owner,
    load: (body) =>
      database.session((session) =>
        loadInBulk(session, async () => {
          await session.script('set local search_path to tenantdesk, public');
          return await body(session);
        }),
      ),
    close: async () => {
      await database.close();
      await owner.end();
      await onServer(`drop database if exists ${name} with (force)`);
    },
  };
}
