import { describe, expect, test } from 'vitest';
import { createTenantsFeature } from '../../../src-backend/features/tenants/feature.ts';
import { startTestBackend } from '#test/support/backend.ts';
import { onServer, startTestDatabase, testDatabaseKind } from '#test/support/database.ts';
import { asSystem } from '#test/support/rows.ts';

const features = () => [createTenantsFeature()];

describe('While the database is away', () => {
  test.runIf(testDatabaseKind === 'postgres')(
    'requests answer 503 with Retry-After, the process stays alive, and it recovers by itself',
    async () => {
      const on = await startTestDatabase();
      const backend = await startTestBackend({ on, features });
      const name = new URL(on.url ?? '').pathname.slice(1);
      try {
        const account = await (await backend.tenant()).account('Admin');
        expect((await backend.call(account, 'me.get', { params: {} })).status).toBe(200);
        await onServer(
          `alter database ${name} allow_connections false`,
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
        );
        const answer = await backend.call(account, 'me.get', { params: {} });
        expect(answer).toMatchObject({
          status: 503,
          error: { code: 'DATABASE_UNAVAILABLE', retryable: true },
        });
        expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
        expect((await backend.raw({ method: 'GET', url: '/ready' })).status).toBe(503);
        expect((await backend.raw({ method: 'GET', url: '/health' })).status).toBe(200);
        await onServer(`alter database ${name} allow_connections true`);
        expect((await backend.call(account, 'me.get', { params: {} })).status).toBe(200);
        expect((await backend.raw({ method: 'GET', url: '/ready' })).status).toBe(200);
      } finally {
        await onServer(`alter database ${name} allow_connections true`);
        await backend.close();
      }
    },
  );

  test.runIf(testDatabaseKind === 'postgres')(
    'a connection lost in the middle of a change is a 503, and nothing of the change stays',
    async () => {
      const backend = await startTestBackend({ features });
      try {
        const tenant = await backend.tenant();
        const scope = asSystem(tenant);
        const databaseName = async (): Promise<string> =>
          String(
            (
              await backend.database.session((session) =>
                session.query<{ name: string }>('select current_database() as name'),
              )
            ).rows[0]?.name,
          );
        const losing = backend.unitOfWork.run(scope, async ({ db }) => {
          await db.updateTable('tenants').set({ name: 'half' }).where('tenant_id', '=', tenant.id).execute();
          await onServer(
            `select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction'
             and datname = '${await databaseName()}'`,
          );
          await db.updateTable('tenants').set({ code: 'half' }).where('tenant_id', '=', tenant.id).execute();
        });
        await expect(losing).rejects.toMatchObject({
          error: { code: 'DATABASE_UNAVAILABLE', saved: 'unknown' },
        });
        const rows = await backend.unitOfWork.read(scope, ({ db }) =>
          db.selectFrom('tenants').select('name').execute(),
        );
        expect(rows).toEqual([{ name: tenant.name }]);
      } finally {
        await backend.close();
      }
    },
  );

  test.runIf(testDatabaseKind === 'pglite')('a closed embedded database is a 503 too', async () => {
    const on = await startTestDatabase();
    const backend = await startTestBackend({ on, features });
    const account = await (await backend.tenant()).account('Admin');
    await backend.jobs.stop();
    await on.database.close();
    const answer = await backend.call(account, 'me.get', { params: {} });
    expect(answer).toMatchObject({ status: 503, error: { code: 'DATABASE_UNAVAILABLE' } });
    await backend.app.close();
    await on.close();
  });
});
