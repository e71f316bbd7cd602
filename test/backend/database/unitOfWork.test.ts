import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Work } from '../../../src-backend/database/unitOfWork.ts';
import { type TestBackend, startTestBackend, type TestTenant } from '#test/support/backend.ts';
import { testDatabaseKind } from '#test/support/database.ts';
import { asSystem, insertCustomer } from '#test/support/rows.ts';

let backend: TestBackend;
let tenant: TestTenant;
let other: TestTenant;
const ran: string[] = [];

beforeAll(async () => {
  backend = await startTestBackend({
    pollSeconds: 3_600,
    features: () => [{ jobs: { 'bulk.apply': async ({ planId }) => void ran.push(planId) } }],
  });
  tenant = await backend.tenant({ name: 'nord' });
  other = await backend.tenant({ name: 'canary' });
});
afterAll(() => backend.close());

const mail = {
  kind: 'test',
  to: { name: 'A', address: 'a@example.test' },
  subject: 's',
  text: 't',
  html: 'h',
};

async function traces(): Promise<unknown> {
  const { rows } = await backend.unitOfWork.read(asSystem(tenant), ({ db }) =>
    sql`select (select count(*) from customers) as customers, (select count(*) from audit_events) as events,
      (select count(*) from mail_outbox) as mails, (select sequence from audit_heads) as head,
      (select customer_count from tenants where tenant_id = ${tenant.id}) as counted`.execute(db),
  );
  return { ...(rows[0] as object), ran: ran.length };
}

describe('A unit of work', () => {
  test('writes rows, feed, audit, mails and jobs together', async () => {
    const before = (await traces()) as Record<string, number>;
    await backend.unitOfWork.run(asSystem(tenant), async (work) => {
      await insertCustomer(work.db, tenant.id, 'Together');
      work.audit({ type: 'customer.created' }, { type: 'customer.updated' });
      work.mail(mail);
      work.enqueue('bulk.apply', { tenantId: tenant.id, planId: 'together' });
    });
    await backend.jobs.settled();
    expect(await traces()).toEqual({
      customers: before['customers']! + 1,
      counted: before['counted']! + 1,
      events: before['events']! + 2,
      head: (before['head'] ?? 0) + 2,
      mails: before['mails']! + 1,
      ran: before['ran']! + 1,
    });
  });

  const steps: Readonly<Record<string, (work: Work) => unknown>> = {
    'a row': ({ db }) => insertCustomer(db, tenant.id, 'Half'),
    'an audit event': (work) => work.audit({ type: 'customer.created' }),
    'a mail': (work) => work.mail(mail),
    'a job': (work) => work.enqueue('bulk.apply', { tenantId: tenant.id, planId: 'half' }),
    'a broken statement': ({ db }) => sql`select 1 / 0`.execute(db).catch(() => undefined),
  };
  test.each(Object.keys(steps))('that fails after %s leaves nothing', async (last) => {
    const before = await traces();
    const failing = backend.unitOfWork.run(asSystem(tenant), async (work) => {
      for (const [name, step] of Object.entries(steps)) {
        await step(work);
        if (name === last) throw new Error('stop here');
      }
    });
    await expect(failing).rejects.toThrow('stop here');
    await backend.jobs.settled();
    expect(await traces()).toEqual(before);
  });

  test('whose body hid the failure of a statement is an error, not a success that saved nothing', async () => {
    const before = await traces();
    const hiding = backend.unitOfWork.run(asSystem(tenant), async ({ db }) => {
      await insertCustomer(db, tenant.id, 'Hidden');
      await sql`select 1 / 0`.execute(db).catch(() => undefined);
    });
    await expect(hiding).rejects.toThrow(/rolled back/u);
    expect(await traces()).toEqual(before);
  });

  test('that can’t write its audit events at the end leaves nothing, and no job runs', async () => {
    const before = await traces();
    const failing = backend.unitOfWork.run(asSystem(tenant), async (work) => {
      await insertCustomer(work.db, tenant.id, 'Unheard');
      work.enqueue('bulk.apply', { tenantId: tenant.id, planId: 'unheard' });
      work.audit({ type: 'customer.created', target: { kind: 'customer', id: 'x', label: 'nul \0' } });
    });
    await expect(failing).rejects.toThrow(/unicode|null character|\\u0000|0x00/iu);
    await backend.jobs.settled();
    expect(await traces()).toEqual(before);
  });

  test('numbers audit events without gaps when many write at once', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        backend.unitOfWork
          .run(asSystem(tenant), async (work) => {
            work.audit({ type: 'customer.updated' });
            if (index % 4 === 0) throw new Error('rolled back');
          })
          .catch(() => undefined),
      ),
    );
    const rows = await backend.unitOfWork.read(asSystem(tenant), ({ db }) =>
      db.selectFrom('audit_events').select('sequence').orderBy('sequence').execute(),
    );
    expect(rows.map((row) => Number(row.sequence))).toEqual(rows.map((_, index) => index + 1));
  });

  test('wakes the worker of its job at the commit: no poll is waited for', async () => {
    const count = ran.length;
    await backend.unitOfWork.run(asSystem(tenant), async (work) =>
      work.enqueue('bulk.apply', { tenantId: tenant.id, planId: 'soon' }),
    );
    // The next poll is an hour away, so a job that runs at all was woken.
    while (ran.length === count) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(ran.at(-1)).toBe('soon');
  });

  test('only reads when it is for reading', async () => {
    const writing = backend.unitOfWork.read(asSystem(tenant), ({ db }) =>
      sql`update customers set city = 'x' where tenant_id = ${tenant.id}`.execute(db),
    );
    await expect(writing).rejects.toThrow(/read-only/u);
  });

  test.runIf(testDatabaseKind === 'postgres')('runs again after a deadlock', async () => {
    const ids = await backend.unitOfWork.run(asSystem(tenant), async ({ db }) => [
      await insertCustomer(db, tenant.id, 'One'),
      await insertCustomer(db, tenant.id, 'Two'),
    ]);
    let attempts = 0;
    let held = 0;
    const bothHold = Promise.withResolvers<void>();
    const touch = async (order: readonly string[]) =>
      backend.unitOfWork.run(asSystem(tenant), async ({ db }) => {
        attempts += 1;
        for (const id of order) {
          await db
            .updateTable('customers')
            .set((row) => ({ version: row('version', '+', 1) }))
            .where('tenant_id', '=', tenant.id)
            .where('customer_id', '=', id)
            .execute();
          // Each holds what the other wants next.
          held += 1;
          if (held === 2) bothHold.resolve();
          await bothHold.promise;
        }
      });
    await Promise.all([touch(ids), touch(ids.toReversed())]);
    expect(attempts).toBeGreaterThan(2);
    const rows = await backend.unitOfWork.read(asSystem(tenant), ({ db }) =>
      db.selectFrom('customers').select('version').where('customer_id', 'in', ids).execute(),
    );
    expect(rows).toEqual([{ version: 3 }, { version: 3 }]);
  });
});

describe('Row-level security', () => {
  test('shows no row of another tenant, even to a query that forgot to ask @security', async () => {
    const names = await backend.unitOfWork.read(asSystem(tenant), ({ db }) =>
      db.selectFrom('tenants').select('name').execute(),
    );
    expect(names).toEqual([{ name: 'nord' }]);
    const customers = await backend.unitOfWork.read(asSystem(tenant), ({ db }) =>
      db.selectFrom('customers').select('tenant_id').distinct().execute(),
    );
    expect(customers).toEqual([{ tenant_id: tenant.id }]);
  });

  test('refuses to write into another tenant, or to move a row there @security', async () => {
    await expect(
      backend.unitOfWork.run(asSystem(tenant), ({ db }) => insertCustomer(db, other.id, 'Smuggled')),
    ).rejects.toThrow(/row-level security/u);
    await expect(
      backend.unitOfWork.run(asSystem(tenant), ({ db }) =>
        sql`update customers set tenant_id = ${other.id} where tenant_id = ${tenant.id}`.execute(db),
      ),
    ).rejects.toThrow(/row-level security/u);
    const touched = await backend.unitOfWork.run(asSystem(tenant), ({ db }) =>
      db.updateTable('customers').set({ city: 'x' }).where('tenant_id', '=', other.id).executeTakeFirst(),
    );
    expect(Number(touched.numUpdatedRows)).toBe(0);
  });

  test('leaves no tenant and no role behind on the connection @security', async () => {
    const { rows } = await backend.database.session((session) =>
      session.query(
        `select current_setting('app.tenant', true) as tenant, current_user = session_user as own`,
      ),
    );
    expect(rows[0]).toMatchObject({ own: true });
    expect((rows[0] as { tenant: string | null }).tenant ?? '').toBe('');
    const nothing = await backend.database.session(async (session) => {
      await session.script('begin; set local role tenantdesk_app; set local search_path = tenantdesk');
      const seen = await session.query('select from users');
      await session.query('rollback');
      return seen.rows;
    });
    expect(nothing).toEqual([]);
  });

  test('lets the directory see sign-in names and nothing else @security', async () => {
    const account = await tenant.account('Admin');
    const names = await backend.unitOfWork.directory((db) =>
      db.selectFrom('directory.sign_in_names').selectAll().where('email_key', '=', account.email).execute(),
    );
    expect(names).toEqual([{ email_key: account.email, tenant_id: tenant.id, user_id: account.userId }]);
    await expect(
      backend.unitOfWork.directory((db) => sql`select from tenantdesk.users`.execute(db)),
    ).rejects.toThrow(/permission denied/u);
    await expect(
      backend.unitOfWork.directory((db) => sql`delete from directory.sign_in_names`.execute(db)),
    ).rejects.toThrow(/permission denied/u);
  });

  test('keeps the sign-in name in step with the address @security', async () => {
    const account = await tenant.account('Viewer');
    const keys = () =>
      backend.unitOfWork.directory((db) =>
        db
          .selectFrom('directory.sign_in_names')
          .select('email_key')
          .where('user_id', '=', account.userId)
          .execute(),
      );
    await backend.unitOfWork.run(asSystem(tenant), ({ db }) =>
      db
        .updateTable('users')
        .set({ email_key: 'new@x.test' })
        .where('user_id', '=', account.userId)
        .execute(),
    );
    expect(await keys()).toEqual([{ email_key: 'new@x.test' }]);
    await backend.unitOfWork.run(asSystem(tenant), ({ db }) =>
      db.deleteFrom('users').where('user_id', '=', account.userId).execute(),
    );
    expect(await keys()).toEqual([]);
  });
});

test('Counts of users follow inserts, moves and deletes, without touching a version', async () => {
  const counted = await backend.tenant();
  const [a, b] = await backend.unitOfWork.run(asSystem(counted), async ({ db }) => [
    await insertCustomer(db, counted.id, 'A'),
    await insertCustomer(db, counted.id, 'B'),
  ]);
  const accounts = [
    await counted.account('Viewer'),
    await counted.account('Viewer'),
    await counted.account('Viewer'),
  ];
  await backend.unitOfWork.run(asSystem(counted), async ({ db }) => {
    await db.updateTable('users').set({ customer_id: a }).where('tenant_id', '=', counted.id).execute();
    await db
      .updateTable('users')
      .set({ customer_id: b })
      .where('user_id', '=', accounts[0]!.userId)
      .execute();
    await db.deleteFrom('users').where('user_id', '=', accounts[1]!.userId).execute();
  });
  const read = await backend.unitOfWork.read(asSystem(counted), async ({ db }) => ({
    customers: await db
      .selectFrom('customers')
      .select(['title', 'user_count', 'version'])
      .orderBy('title')
      .execute(),
    tenants: await db.selectFrom('tenants').select(['user_count', 'customer_count']).execute(),
  }));
  expect(read).toEqual({
    customers: [
      { title: 'A', user_count: 1, version: 1 },
      { title: 'B', user_count: 1, version: 1 },
      { title: `${counted.name} office`, user_count: 0, version: 1 },
    ],
    tenants: [{ user_count: 2, customer_count: 3 }],
  });
});
