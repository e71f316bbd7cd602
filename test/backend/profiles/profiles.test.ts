import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Administration, startAdministration, type Workplace } from '../support/administration.ts';

let backend: Administration;
let nord: Workplace;
beforeAll(async () => {
  backend = await startAdministration();
  nord = await backend.workplace();
});
afterAll(() => backend.close());

const remove = (profileId: string, takeFromHolders: boolean) =>
  backend.call(nord.admin, 'profiles.delete', {
    params: { tenantId: nord.tenant.id, profileId },
    body: { version: 1, takeFromHolders },
  });

describe('profiles', () => {
  it('that come with a product stay as they are', async () => {
    const params = { tenantId: nord.tenant.id, profileId: nord.systemProfileId };
    const update = await backend.call(nord.admin, 'profiles.update', {
      params,
      body: { version: 1, changes: { name: 'Mine' } },
    });
    const refusal = { code: 'ACTION_NOT_ALLOWED', details: { reason: 'system-profile' } };
    expect([update.status, update.error]).toEqual([409, expect.objectContaining(refusal)]);
    expect((await remove(nord.systemProfileId, true)).error).toMatchObject(refusal);
  });

  it('held by people are deleted only with the word that they lose it; then each of them tells so', async () => {
    const profile = await backend.newProfile(nord);
    const user = await backend.newUser(nord, { profileIds: [profile.id, nord.systemProfileId] });
    const refused = await remove(profile.id, false);
    expect([refused.error.code, refused.error.details]).toEqual(['PROFILE_IN_USE', { holders: 1 }]);
    const params = { tenantId: nord.tenant.id };
    const holders = await backend.call(nord.admin, 'profiles.holders', {
      params: { ...params, profileId: profile.id },
      query: {},
    });
    expect(holders.body).toMatchObject({ count: 1, items: [{ userId: user.id }] });
    expect((await remove(profile.id, true)).body).toEqual({ id: profile.id, holders: 1 });
    const now = await backend.call(nord.admin, 'users.get', { params: { ...params, userId: user.id } });
    expect(now.body).toMatchObject({ version: 2, profileIds: [nord.systemProfileId] });
    expect((await backend.auditOf(nord, user.id)).at(-1)?.changes).toEqual([
      { field: 'profileIds', from: `Facility Manager, ${profile.name}`, to: 'Facility Manager' },
    ]);
  });

  it('list their holders in the order of the console', async () => {
    const profile = await backend.newProfile(nord);
    for (const lastName of ['Zorn', 'Øre', 'Ohm', 'Émile', 'Emil'])
      await backend.newUser(nord, { firstName: 'Ana', lastName, profileIds: [profile.id] });
    const params = { tenantId: nord.tenant.id, profileId: profile.id };
    const names: string[] = [];
    const query: { limit: string; cursor?: string } = { limit: '2' };
    for (let more = true; more;) {
      const { body } = await backend.call(nord.admin, 'profiles.holders', { params, query });
      names.push(...body.items.map(({ name }) => name));
      if (body.nextCursor !== null) query.cursor = body.nextCursor;
      more = body.nextCursor !== null;
    }
    expect(names).toEqual(['Ana Emil', 'Ana Émile', 'Ana Ohm', 'Ana Øre', 'Ana Zorn']);
  });

  it('have names that are unique whatever the case', async () => {
    const answer = await backend.call(nord.admin, 'profiles.create', {
      params: { tenantId: nord.tenant.id },
      body: { name: 'fACILITY manager', processIds: [nord.processIds[0]] },
    });
    expect([answer.status, answer.error.code]).toEqual([409, 'NAME_TAKEN']);
  });
});
