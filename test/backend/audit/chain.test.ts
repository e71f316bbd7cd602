import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuditFeature } from '../../../src-backend/features/audit/feature.ts';
import {
  type TestAccount,
  type TestBackend,
  startTestBackend,
  type TestTenant,
} from '#test/support/backend.ts';
import { asSystem } from '#test/support/rows.ts';

let backend: TestBackend;
let tenant: TestTenant;
let admin: TestAccount;

beforeAll(async () => {
  backend = await startTestBackend({ features: () => [createAuditFeature()] });
});
afterAll(() => backend.close());

/** A tenant with seven events of different shapes. */
async function fresh(): Promise<void> {
  tenant = await backend.tenant();
  admin = await tenant.account('Admin');
  const by = { tenantId: tenant.id, userId: admin.userId, name: 'Ada "Admin" Ünal' };
  const target = { kind: 'customer', id: tenant.customerId, label: 'Grüße 👋 \\ "quoted"' };
  await backend.unitOfWork.run(asSystem(tenant), async (work) => {
    work.audit(
      { type: 'customer.created', target, actor: by },
      { type: 'customer.updated', target, changes: [{ field: 'title', from: null, to: 'x' }], actor: by },
      { type: 'bulk.applied', details: { users: 12, share: 0.1, mode: 'replace', done: true, b: 1, a: 2 } },
    );
  });
  for (let count = 0; count < 4; count += 1) {
    await backend.unitOfWork.run(asSystem(tenant), async (work) => work.audit({ type: 'user.created' }));
  }
}

const verify = async () =>
  (await backend.call(admin, 'audit.verify', { params: { tenantId: tenant.id } })).body;
const list = async (query: Record<string, string> = {}) =>
  backend.call(admin, 'audit.list', { params: { tenantId: tenant.id }, query });

/** What a person with the owner's password could do. */
async function tamper(statement: string): Promise<void> {
  await backend.database.session(async (session) => {
    await session.script(`begin; alter table tenantdesk.audit_events no force row level security;
      alter table tenantdesk.audit_heads no force row level security`);
    await session.query(statement);
    await session.script(`alter table tenantdesk.audit_events force row level security;
      alter table tenantdesk.audit_heads force row level security; commit`);
  });
}

describe('The chain of the audit log', () => {
  test('is intact after any events, and its head moves with each', async () => {
    await fresh();
    const before = await verify();
    expect(before).toMatchObject({ intact: true, events: 7, brokenAt: null });
    await backend.unitOfWork.run(asSystem(tenant), async (work) => work.audit({ type: 'user.created' }));
    const after = await verify();
    expect(after).toMatchObject({ intact: true, events: 8 });
    expect(after.head).not.toBe(before.head);
  });

  test('of a tenant without events is intact', async () => {
    tenant = await backend.tenant();
    admin = await tenant.account('Admin');
    expect(await verify()).toMatchObject({ intact: true, events: 0 });
  });

  const changes: Readonly<Record<string, readonly [string, number]>> = {
    'a changed name': [`update tenantdesk.audit_events set actor_name = 'Bob' where sequence = 1`, 1],
    'a changed time': [`update tenantdesk.audit_events set at = at + interval '1 s' where sequence = 4`, 4],
    'a changed detail': [
      `update tenantdesk.audit_events set details = '{"users": 13}' where sequence = 3`,
      3,
    ],
    'an entry taken out': ['delete from tenantdesk.audit_events where sequence = 3', 3],
    'the last entry cut off': ['delete from tenantdesk.audit_events where sequence = 7', 7],
  };
  test.each(Object.entries(changes))('shows %s @security', async (_name, [statement, brokenAt]) => {
    await fresh();
    await tamper(`${statement} and tenant_id = '${tenant.id}'`);
    expect(await verify()).toMatchObject({ intact: false, brokenAt });
  });

  test('shows an entry put in behind the end @security', async () => {
    await fresh();
    await tamper(`insert into tenantdesk.audit_events select tenant_id, 8, gen_random_uuid(), at, type, null, null, null,
      null, null, null, '[]', '{}', hash, hash from tenantdesk.audit_events
      where sequence = 7 and tenant_id = '${tenant.id}'`);
    await tamper(`update tenantdesk.audit_heads set sequence = 8 where tenant_id = '${tenant.id}'`);
    expect(await verify()).toMatchObject({ intact: false, brokenAt: 8 });
  });

  test('can’t be changed by the application @security', async () => {
    await fresh();
    for (const statement of [sql`update audit_events set type = 'x'`, sql`delete from audit_events`]) {
      await expect(
        backend.unitOfWork.run(asSystem(tenant), ({ db }) => statement.execute(db)),
      ).rejects.toThrow(/permission denied/u);
    }
  });
});

describe('The list of the audit log', () => {
  test('is newest first, in pages, each entry once', async () => {
    await fresh();
    const sequences: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body }: Awaited<ReturnType<typeof list>> = await list({
        limit: '3',
        ...(cursor === '' ? {} : { cursor }),
      });
      sequences.push(...body.items.map((event) => event.sequence));
      cursor = body.nextCursor;
    }
    expect(sequences).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });

  test('filters by type, target and actor', async () => {
    await fresh();
    expect((await list({ type: 'bulk.applied' })).body.items).toMatchObject([
      { details: { users: 12, done: true } },
    ]);
    expect((await list({ targetId: tenant.customerId })).body.items).toHaveLength(2);
    expect((await list({ actorId: admin.userId })).body.items).toMatchObject([
      { sequence: 2 },
      { sequence: 1 },
    ]);
  });

  test('refuses a cursor of another filter @security', async () => {
    await fresh();
    const { body } = await list({ limit: '3' });
    const answer = await list({ limit: '3', type: 'user.created', cursor: body.nextCursor ?? '' });
    expect(answer).toMatchObject({ status: 400, error: { code: 'CURSOR_INVALID' } });
  });

  test('is for those who may read it @security', async () => {
    await fresh();
    admin = await tenant.account('Viewer');
    expect(await list()).toMatchObject({ status: 403, error: { details: { permission: 'audit.read' } } });
  });
});
