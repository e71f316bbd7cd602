import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { migrate } from '../../../src-backend/database/migrate.ts';
import { migrations } from '../../../src-backend/database/migrations/index.ts';
import type { Migration } from '../../../src-backend/database/migrations/migration.ts';
import { createPostgresDatabase } from '../../../src-backend/database/postgresDatabase.ts';
import { NewerDatabaseError } from '../../../src-backend/database/startErrors.ts';
import type { SqlDatabase } from '../../../src-backend/database/sqlDatabase.ts';
import { onServer, serverUrl, startTestDatabase, testDatabaseKind } from '#test/support/database.ts';
import { startTestBackend } from '#test/support/backend.ts';
import { asSystem } from '#test/support/rows.ts';

const ask = async (database: SqlDatabase, text: string) =>
  (await database.session((session) => session.query(text))).rows;

const migration = (name: string, ...scripts: readonly string[]): Migration => ({
  name,
  async up(run) {
    for (const script of scripts) await run(script);
  },
});

describe('A database', () => {
  test('has every migration once, and migrating again changes nothing', async () => {
    const { database, identity, close } = await startTestDatabase();
    try {
      const names = await ask(database, 'select name from directory.migrations order by name');
      expect(names).toEqual(migrations.map(({ name }) => ({ name })));
      expect(await migrate(database)).toEqual(identity);
    } finally {
      await close();
    }
  });

  test('of a newer version is its own error and stays as it is', async () => {
    const { database, close } = await startTestDatabase();
    try {
      await ask(database, `insert into directory.migrations (name) values ('9999-from-the-future')`);
      await expect(migrate(database)).rejects.toThrow(NewerDatabaseError);
      await expect(migrate(database)).rejects.toThrow(/9999-from-the-future/u);
    } finally {
      await close();
    }
  });

  test('whose migration fails is as before it', async () => {
    const { database, close } = await startTestDatabase();
    try {
      const failing = migration(
        '9998-broken',
        'create table tenantdesk.half (tenant_id uuid primary key)',
        'select 1 / 0',
      );
      await expect(migrate(database, [...migrations, failing])).rejects.toThrow(/division/u);
      expect(await ask(database, `select to_regclass('tenantdesk.half') as half`)).toEqual([{ half: null }]);
      await migrate(database);
    } finally {
      await close();
    }
  });

  test('takes its time for a migration: a statement over a million users may last longer than one of a request', async () => {
    const { database, close } = await startTestDatabase();
    try {
      const long = migration(
        '9997-long',
        `create table tenantdesk.probe as select current_setting('statement_timeout') as allowed`,
      );
      await migrate(database, [...migrations, long]);
      expect(await ask(database, 'select allowed from tenantdesk.probe')).toEqual([{ allowed: '0' }]);
    } finally {
      await close();
    }
  });

  test('that was restored elsewhere becomes another one, and its rows come by the feed again', async () => {
    const backend = await startTestBackend();
    try {
      const tenant = await backend.tenant();
      const before = await migrate(backend.database);
      await backend.database.session(async (session) => {
        // What a dump from a cluster with many more transactions leaves behind.
        await session.script(`begin; alter table tenantdesk.changes no force row level security;
          update tenantdesk.changes set changed_xid = '999999999' where entity = 'role';
          alter table tenantdesk.changes force row level security;
          update directory.configuration set value = 'another/1/1' where key = 'database.whereabouts'; commit`);
      });
      const after = await migrate(backend.database);
      expect(after.id).not.toBe(before.id);
      expect(after.signingKey).toEqual(before.signingKey);
      const { rows } = await backend.unitOfWork.read(asSystem(tenant), ({ db }) =>
        sql<{ xid: string }>`select changed_xid::text as xid from changes where entity = 'role'`.execute(db),
      );
      expect(rows).toHaveLength(5);
      for (const { xid } of rows) expect(Number(xid)).toBeLessThan(999_999_999);
      expect((await migrate(backend.database)).id).toBe(after.id);
    } finally {
      await backend.close();
    }
  });
});

describe.runIf(testDatabaseKind === 'postgres')('A database in use', () => {
  test('is not held up by a migration that waits for a table: it lets the others pass, and comes again', async () => {
    const { database, close } = await startTestDatabase();
    const held = Promise.withResolvers<void>();
    const free = Promise.withResolvers<void>();
    try {
      // As a backup or a slow query does.
      const backup = database.session(async (session) => {
        await session.script('begin; select count(*) from tenantdesk.users');
        held.resolve();
        await free.promise;
        await session.script('commit');
      });
      await held.promise;
      const wanting = migration('9996-wanting', 'alter table tenantdesk.users add column probe text');
      const migrated = migrate(database, [...migrations, wanting]);
      const waits = `select from pg_locks where relation = 'tenantdesk.users'::regclass and not granted
        and database = (select oid from pg_database where datname = current_database())`;
      await vi.waitFor(async () => expect(await ask(database, waits)).toHaveLength(1), 10_000);
      // Would stand behind it until the backup is over.
      await ask(database, 'select count(*) from tenantdesk.users');
      free.resolve();
      await Promise.all([backup, migrated]);
      expect(await ask(database, 'select probe from tenantdesk.users')).toEqual([]);
    } finally {
      free.resolve();
      await close();
    }
  });
});

describe.runIf(testDatabaseKind === 'postgres')('An empty database on a server', () => {
  async function withEmpty(owner: string | null, use: (url: string) => Promise<void>): Promise<void> {
    const name = `tenantdesk_empty_${randomUUID().replaceAll('-', '')}`;
    await onServer(`create database ${name} ${owner === null ? '' : `owner ${owner}`}`);
    try {
      const url = new URL(serverUrl(name));
      if (owner !== null) {
        url.username = owner;
        url.password = 'plain';
      }
      await use(url.href);
    } finally {
      await onServer(`drop database ${name} with (force)`);
    }
  }

  test('is migrated once when replicas start together', async () => {
    await withEmpty(null, async (url) => {
      const replicas = Array.from({ length: 4 }, () => createPostgresDatabase({ url, poolSize: 2 }));
      const identities = await Promise.all(replicas.map((replica) => migrate(replica)));
      expect(new Set(identities.map(({ id }) => id)).size).toBe(1);
      await Promise.all(replicas.map((replica) => replica.close()));
    });
  });

  test('may belong to an ordinary user who can create roles', async () => {
    const owner = `plain_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
    await onServer(`create role ${owner} login createrole password 'plain'`);
    try {
      await withEmpty(owner, async (url) => {
        const database = createPostgresDatabase({ url, poolSize: 2 });
        await migrate(database);
        const rows = await database.session(async (session) => {
          await session.script('begin; set local role tenantdesk_app');
          const result = await session.query('select current_user');
          await session.query('rollback');
          return result.rows;
        });
        expect(rows).toEqual([{ current_user: 'tenantdesk_app' }]);
        await database.close();
      });
    } finally {
      await onServer(`drop owned by ${owner}`, `drop role ${owner}`);
    }
  });
});
