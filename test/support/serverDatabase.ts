import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { onServer, serverUrl } from './database.ts';

/** An empty database of its own on the PostgreSQL server, as an operator would give one to the backend. */
export interface ServerDatabase {
  readonly url: string;
  /** Asks as the server's owner, past row-level security; the first row. */
  readonly one: <T>(query: string, values?: readonly unknown[]) => Promise<T>;
  /** Holds the rows that a query locks until the returned function is called. */
  readonly hold: (query: string, values?: readonly unknown[]) => Promise<() => Promise<void>>;
  /** Resolves once so many transactions wait for a lock. */
  readonly waiting: (count: number) => Promise<void>;
  readonly drop: () => Promise<void>;
}

/** Made on the server of scripts/with-postgres.ts. */
export async function createServerDatabase(): Promise<ServerDatabase> {
  const name = `tenantdesk_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name}`);
  const url = serverUrl(name);
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  const self: ServerDatabase = {
    url,
    async one<T>(query: string, values: readonly unknown[] = []) {
      const { rows } = await pool.query(query, [...values]);
      return rows[0] as T;
    },
    async hold(query, values = []) {
      const client = await pool.connect();
      await client.query('begin');
      await client.query(query, [...values]);
      return async () => {
        await client.query('rollback');
        client.release();
      };
    },
    async waiting(count) {
      for (let attempt = 0; attempt < 200; attempt += 1) {
        const { waits } = await self.one<{ waits: number }>(
          `select count(distinct pid)::int as waits from pg_locks where not granted`,
        );
        if (waits >= count) return;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error(`${count} transactions never waited for a lock.`);
    },
    async drop() {
      await pool.end();
      await onServer(`drop database if exists ${name} with (force)`);
    },
  };
  return self;
}
