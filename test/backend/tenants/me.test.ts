import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { defaultRoles } from '#shared/domain/permissions.ts';
import { createTenantsFeature } from '../../../src-backend/features/tenants/feature.ts';
import { type TestBackend, startTestBackend } from '#test/support/backend.ts';
import { asSystem } from '#test/support/rows.ts';

let backend: TestBackend;

beforeAll(async () => {
  backend = await startTestBackend({ features: () => [createTenantsFeature()] });
});
afterAll(() => backend.close());

test('An account sees its own tenant and those in which it was given a role, with what it may do there', async () => {
  const provider = await backend.tenant({ name: 'provider' });
  const nord = await backend.tenant({
    name: 'nord',
    parent: provider,
    settings: { 'activation.linkLifetime': 7200 },
  });
  const sued = await backend.tenant({ name: 'sued', parent: provider });
  await backend.tenant({ name: 'west', parent: provider });
  const technician = await provider.account('Viewer');
  await backend.grant(technician, nord, 'Helpdesk');
  await backend.grant(technician, nord, 'Viewer');
  await backend.grant(technician, sued, 'Admin');

  const { body, status } = await backend.call(technician, 'me.get', { params: {} });
  expect(status).toBe(200);
  expect(body.account).toMatchObject({
    tenantId: provider.id,
    userId: technician.userId,
    email: technician.email,
  });
  expect(body.tenants.map((tenant) => [tenant.name, tenant.roleNames])).toEqual([
    ['provider', ['Viewer']],
    ['nord', ['Helpdesk', 'Viewer']],
    ['sued', ['Admin']],
  ]);
  const [, second, third] = body.tenants;
  expect(second).toMatchObject({
    parentId: provider.id,
    kind: 'managed',
    customerCount: 1,
    settings: { 'activation.linkLifetime': 7200, 'users.emailEditable': false },
  });
  expect(new Set(second?.permissions)).toEqual(new Set([...defaultRoles.Helpdesk, ...defaultRoles.Viewer]));
  expect(new Set(third?.permissions)).toEqual(new Set(defaultRoles.Admin));
});

test('A colleague’s tenants are not one’s own @security', async () => {
  const provider = await backend.tenant();
  const child = await backend.tenant({ name: 'child-canary', parent: provider });
  const [one, two] = [await provider.account('Admin'), await provider.account('Admin')];
  await backend.grant(one, child, 'Viewer');
  expect((await backend.call(two, 'me.get', { params: {} })).text).not.toContain('child-canary');
});

test('An account without any role sees itself and no tenant', async () => {
  const tenant = await backend.tenant();
  const nobody = await tenant.account(null);
  expect((await backend.call(nobody, 'me.get', { params: {} })).body.tenants).toEqual([]);
});

test('A thousand tenants take as many statements as one', async () => {
  const provider = await backend.tenant();
  const account = await provider.account('Admin');
  const model = await backend.tenant({ parent: provider });
  await backend.grant(account, model, 'Viewer');
  const measure = async () => {
    const before = backend.database.statements();
    const { body } = await backend.call(account, 'me.get', { params: {} });
    return { statements: backend.database.statements() - before, tenants: body.tenants.length };
  };
  const one = await measure();
  await backend.unitOfWork.run(asSystem(provider), async ({ db }) => {
    await sql`select set_config('role', 'none', true)`.execute(db);
    await sql`alter table tenants no force row level security`.execute(db);
    await sql`alter table roles no force row level security`.execute(db);
    await sql`alter table role_grants no force row level security`.execute(db);
    await sql`alter table account_tenants no force row level security`.execute(db);
    await sql`with made as (
        insert into tenants (tenant_id, parent_id, name, code, color, kind)
        select gen_random_uuid(), ${provider.id}, 'many ' || n, 'M' || n, 'teal', 'managed'
        from generate_series(1, 1000) n returning tenant_id
      ), roled as (
        insert into roles (tenant_id, role_id, kind, name, name_key, permissions)
        select made.tenant_id, r.role_id, r.kind, r.name, r.name_key, r.permissions from made, roles r
        where r.tenant_id = ${model.id} and r.name = 'Viewer' returning tenant_id, role_id
      ), granted as (
        insert into role_grants (tenant_id, grantee_tenant_id, grantee_user_id, role_id)
        select tenant_id, ${provider.id}::uuid, ${account.userId}::uuid, role_id from roled returning tenant_id
      ) insert into account_tenants (tenant_id, user_id, managed_tenant_id)
        select ${provider.id}::uuid, ${account.userId}::uuid, tenant_id from granted`.execute(db);
  });
  const many = await measure();
  expect(many).toEqual({ statements: one.statements, tenants: 1002 });
  expect(many.statements).toBeLessThanOrEqual(4);
});
