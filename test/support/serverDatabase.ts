import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { onServer, serverUrl } from './database.ts';

/** Rows locked by a transaction of the test's own. */
export interface HeldRows {
  /**
   * Resolves once so many transactions wait for these rows, or for a transaction that does. Other locks on the server
   * don't count.
   */
  readonly waitedForBy: (count: number) => Promise<void>;
  readonly release: () => Promise<void>;
}

/** An empty database of its own on the PostgreSQL server, as an operator would give one to the backend. */
export interface ServerDatabase {
  readonly url: string;
  /** Asks as the server's owner, past row-level security; the first row. */
  readonly one: <T>(query: string, values?: readonly unknown[]) => Promise<T>;
  /** Holds the rows that a query locks until they are released, at the latest with the database. */
  readonly hold: (query: string, values?: readonly unknown[]) => Promise<HeldRows>;
  readonly drop: () => Promise<void>;
}

/** Connections that wait for the one given, or for one that does. */
const waitingFor = `with recursive waiting as (
    select $1::int as pid
    union
    select a.pid from pg_stat_activity a join waiting w on w.pid = any(pg_blocking_pids(a.pid))
    where a.wait_event_type = 'Lock'
  )
  select count(*)::int - 1 as count from waiting`;
const patience = 30_000;

/** Made on the server of scripts/with-postgres.ts. */
export async function createServerDatabase(): Promise<ServerDatabase> {
  const name = `tenantdesk_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name}`);
  const url = serverUrl(name);
  const pool = new pg.Pool({ connectionString: url, max: 2 });

  async function one<T>(query: string, values: readonly unknown[] = []): Promise<T> {
    const { rows } = await pool.query(query, [...values]);
    return rows[0] as T;
  }

  return {
    url,
    one,
    async hold(query, values = []) {
      const holder = new pg.Client({ connectionString: url });
      // Dropping the database ends a connection that still holds rows.
      holder.on('error', () => undefined);
      await holder.connect();
      const { rows } = await holder.query('select pg_backend_pid() as pid');
      const { pid } = rows[0] as { readonly pid: number };
      await holder.query('begin');
      await holder.query(query, [...values]);
      return {
        async waitedForBy(count) {
          const until = performance.now() + patience;
          while ((await one<{ count: number }>(waitingFor, [pid])).count < count) {
            if (performance.now() > until)
              throw new Error(`${count} transactions never waited for the held rows.`);
            await delay(25);
          }
        },
        release: async () => await holder.end(),
      };
    },
    async drop() {
      await pool.end();
      await onServer(`drop database if exists ${name} with (force)`);
    },
  };
}
