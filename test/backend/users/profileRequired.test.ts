import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Administration, startAdministration } from '../support/administration.ts';

let backend: Administration;
beforeAll(async () => {
  backend = await startAdministration();
});
afterAll(() => backend.close());

it('new users are given at least one profile, unless the tenant or what the account may do says otherwise', async () => {
  const at = await backend.workplace({ 'users.profileRequired': true });
  const create = (as: typeof at.admin, email: string, profileIds: string[]) =>
    backend.call(as, 'users.create', {
      params: { tenantId: at.tenant.id },
      body: { email, firstName: 'Ana', lastName: 'Ćurić', customerId: at.customer.id, profileIds },
    });
  const bare = await create(at.admin, 'bare@nord.example', []);
  expect([bare.status, bare.error.code]).toEqual([400, 'VALIDATION_FAILED']);
  expect(bare.error.fields).toMatchObject([{ field: 'profileIds', reason: 'required' }]);
  const given = await create(at.admin, 'bare@nord.example', [at.systemProfileId]);
  expect(given.status, given.text).toBe(201);
  // Edits take the last one away as before.
  const params = { tenantId: at.tenant.id, userId: given.body.id };
  const edited = await backend.call(at.admin, 'users.update', {
    params,
    body: { version: 1, changes: { profileIds: [] } },
  });
  expect(edited.body.profileIds).toEqual([]);
  await backend.inTenant(at, ({ db }) =>
    db
      .updateTable('roles')
      .set({ permissions: ['users.read', 'users.create'] })
      .where('role_id', '=', at.tenant.roles.Member)
      .execute(),
  );
  const clerk = await at.tenant.account('Member');
  expect((await create(clerk, 'clerk@nord.example', [])).status).toBe(201);
  const lax = await backend.workplace({ 'users.profileRequired': false });
  await backend.newUser(lax, { profileIds: [] });
});
