import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UserRow } from '#shared/desktop/grids.ts';
import type { Customer } from '#shared/api/customers.ts';
import type { User } from '#shared/api/users.ts';
import { migrate } from '../../src-backend/database/migrate.ts';
import { whereabouts } from '../../src-backend/database/movedDatabase.ts';
import { openPglite } from '../../src-backend/database/pglite.ts';
import { createPgliteDatabase } from '../../src-backend/database/pgliteDatabase.ts';
import { copyTemplate } from '../../src-backend/start/pgliteTemplate.ts';
import { createPostgresDatabase } from '../../src-backend/database/postgresDatabase.ts';
import type { SqlDatabase } from '../../src-backend/database/sqlDatabase.ts';
import { onServer, serverUrl, type TestDatabase, testDatabaseKind } from './database.ts';

const fixture = join(import.meta.dirname, '..', 'backend', 'database', 'fixtures', '413c5fb');

/** What writeFixture.ts says of the database and the copy. */
export interface EarlierFacts {
  readonly madeAt: string;
  readonly nextTransaction: number;
  readonly tenantId: string;
  readonly admin: {
    readonly userId: string;
    readonly email: string;
    readonly password: string;
    readonly refreshToken: string;
  };
  readonly profiles: { readonly day: string; readonly night: string };
  readonly users: { readonly ivo: string; readonly mira: string; readonly zoe: string };
  readonly customRoleId: string;
  /** Of the change feed, up to date but for Mira's job title. */
  readonly cursor: string;
  readonly managedTenantId: string;
  /** The user in the recycle bin, as `users.get` returned it last. */
  readonly binned: User;
  readonly plans: { readonly applied: string; readonly planned: string };
  readonly customer: {
    readonly key: string;
    readonly body: { readonly title: string; readonly city: string };
    readonly answer: Customer;
  };
  readonly auditEvents: number;
  readonly copy: {
    readonly keyHex: string;
    readonly rows: readonly Pick<UserRow, 'id' | 'name' | 'email'>[];
  };
}

export const earlier = JSON.parse(readFileSync(join(fixture, 'facts.json'), 'utf8')) as EarlierFacts;
export const earlierCopy = join(fixture, 'console.db');

async function empty(): Promise<Omit<TestDatabase, 'identity'>> {
  if (testDatabaseKind === 'postgres') {
    const name = `tenantdesk_test_${randomUUID().replaceAll('-', '')}`;
    await onServer(`create database ${name}`);
    const url = serverUrl(name);
    const database = createPostgresDatabase({ url });
    const close = async (): Promise<void> => {
      await database.close();
      await onServer(`drop database if exists ${name} with (force)`);
    };
    return { database, url, close };
  }
  const folder = await mkdtemp(join(tmpdir(), 'tenantdesk-earlier-'));
  const data = join(folder, 'postgres');
  // A cluster that is there already, emptied: making one takes seconds.
  await copyTemplate(data);
  const database = createPgliteDatabase(await openPglite(data));
  await database.session((session) =>
    session.script(
      'drop schema tenantdesk cascade; drop schema directory cascade; drop schema pgboss cascade',
    ),
  );
  const close = async (): Promise<void> => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { database, url: null, close };
}

const roles = ['tenantdesk_app', 'tenantdesk_directory'].map(
  (role) =>
    `do $$ begin create role ${role}; exception when duplicate_object or unique_violation then null; end $$;`,
);

/** A dump comes from another cluster. What this changes makes it look as if it had been in this one all the time. */
async function settle(database: SqlDatabase): Promise<void> {
  await database.session(async (session) => {
    const count = `select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next`;
    for (let next = 0; next <= earlier.nextTransaction;) {
      const { rows } = await session.query<{ next: number }>(count);
      next = rows[0]?.next ?? 0;
      await session.script('begin; select pg_current_xact_id(); commit;'.repeat(50));
    }
    await session.query(
      `update directory.configuration set value = w.here from (${whereabouts}) w where key = 'database.whereabouts'`,
    );
    // Sessions end by the server's clock, which no test can set.
    await session.query(`update directory.oidc_payloads set expires_at = now() + interval '1 day'`);
  });
}

/** The database as the earlier version left it. Set the test's clock to `earlier.madeAt`, so that nothing has expired. */
export async function loadEarlierDatabase(): Promise<Omit<TestDatabase, 'identity'>> {
  const made = await empty();
  await made.database.session(async (session) => {
    await session.script(roles.join('\n'));
    await session.script(readFileSync(join(fixture, 'database.sql'), 'utf8'));
  });
  await settle(made.database);
  return made;
}

/** The same, brought to this version. */
export async function startEarlierDatabase(): Promise<TestDatabase> {
  const made = await loadEarlierDatabase();
  return { ...made, identity: await migrate(made.database) };
}
