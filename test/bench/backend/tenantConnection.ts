import pg from 'pg';
import type { BenchDatabase } from './database.ts';

/**
 * A plain connection of the driver in a tenant, as the backend's own role under the same row-level security: what a raw
 * statement is measured on.
 */
export async function connectToTenant({ url }: BenchDatabase, tenantId: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('set role tenantdesk_app');
  await client.query('set search_path to tenantdesk, public');
  await client.query(`select set_config('app.tenant', $1, false)`, [tenantId]);
  return client;
}
