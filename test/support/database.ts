import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { type DatabaseIdentity, migrate } from '../../src-backend/database/migrate.ts';
import { openPglite } from '../../src-backend/database/pglite.ts';
import { createPgliteDatabase } from '../../src-backend/database/pgliteDatabase.ts';
import { copyTemplate, schemaFingerprint } from '../../src-backend/start/pgliteTemplate.ts';
import { createPostgresDatabase } from '../../src-backend/database/postgresDatabase.ts';
import type { SqlDatabase } from '../../src-backend/database/sqlDatabase.ts';
import { createJobs } from '../../src-backend/jobs/createJobs.ts';

export interface TestDatabase {
  readonly database: SqlDatabase;
  readonly identity: DatabaseIdentity;
  /** The server's URL of this very database; null with PGlite. */
  readonly url: string | null;
  readonly close: () => Promise<void>;
}

/** `pglite` (the default) or `postgres`, as the vitest project says. */
export const testDatabaseKind =
  process.env['TENANTDESK_TEST_DATABASE'] === 'postgres' ? 'postgres' : 'pglite';

async function startPglite(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'tenantdesk-test-'));
  const data = join(folder, 'postgres');
  await copyTemplate(data);
  const database = createPgliteDatabase(await openPglite(data));
  return {
    database,
    identity: await migrate(database),
    url: null,
    close: async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The server to test on: `TENANTDESK_TEST_POSTGRES`, or what libpq's variables name. */
export function serverUrl(databaseName?: string): string {
  const given = process.env['TENANTDESK_TEST_POSTGRES'];
  const { PGHOST = 'localhost', PGPORT = '5432', PGUSER = 'postgres', PGPASSWORD = '' } = process.env;
  const url = new URL(
    given ?? `postgres://${PGUSER}:${encodeURIComponent(PGPASSWORD)}@${PGHOST}:${PGPORT}/postgres`,
  );
  if (databaseName !== undefined) url.pathname = `/${databaseName}`;
  return url.href;
}

/** Runs statements on the server's own database, one after the other. */
export async function onServer(...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

let templateMade: Promise<string> | undefined;

/** Made once per server and schema, under a lock, because several test files start at once. Answers its name. */
async function makeTemplate(): Promise<string> {
  const template = `tenantdesk_template_${await schemaFingerprint()}`;
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(7342911)');
    const { rows } = await client.query('select from pg_database where datname = $1', [template]);
    if (rows.length > 0) return template;
    await client.query(`drop database if exists ${template}_making`);
    await client.query(`create database ${template}_making`);
    const database = createPostgresDatabase({ url: serverUrl(`${template}_making`) });
    await migrate(database);
    const jobs = await createJobs({ database, logger: pino({ level: 'silent' }) });
    await jobs.stop();
    await database.session((session) => session.query('delete from directory.configuration'));
    await database.close();
    await client.query(`alter database ${template}_making rename to ${template}`);
    return template;
  } finally {
    await client.end();
  }
}

async function startPostgres(): Promise<TestDatabase> {
  templateMade ??= makeTemplate();
  const template = await templateMade;
  const name = `tenantdesk_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name} template ${template}`);
  const url = serverUrl(name);
  const database = createPostgresDatabase({ url });
  return {
    database,
    identity: await migrate(database),
    url,
    close: async () => {
      await database.close();
      await onServer(`drop database if exists ${name} with (force)`);
    },
  };
}

/** A fresh, migrated database that nobody else sees. */
export const startTestDatabase = (): Promise<TestDatabase> =>
  testDatabaseKind === 'postgres' ? startPostgres() : startPglite();
