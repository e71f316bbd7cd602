import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Administration, startAdministration, type Workplace } from '../support/administration.ts';

let backend: Administration;
let nord: Workplace;
beforeAll(async () => {
  backend = await startAdministration();
  nord = await backend.workplace();
});
afterAll(() => backend.close());

describe('a bulk assignment of profiles', () => {
  it('shows who gains and loses what, does exactly that, and undoes it', async () => {
    const [one, two] = [await backend.newProfile(nord), await backend.newProfile(nord)];
    const ana = await backend.newUser(nord, { profileIds: [one.id] });
    const ben = await backend.newUser(nord, { profileIds: [two.id] });
    const created = await backend.call(nord.admin, 'bulkPlans.create', {
      params: { tenantId: nord.tenant.id },
      body: {
        action: { kind: 'assign-profiles', profileIds: [two.id], mode: 'replace' },
        selection: { kind: 'users', userIds: [ana.id, ben.id] },
      },
    });
    expect(created.status, created.text).toBe(201);
    expect(created.body.totals).toMatchObject({ users: 2, changed: 1, unchanged: 1, losing: 1 });
    const plan = await backend.applied(nord, created.body);
    expect(plan).toMatchObject({ state: 'applied', undoable: true });
    const params = { tenantId: nord.tenant.id, userId: ana.id };
    expect((await backend.call(nord.admin, 'users.get', { params })).body.profileIds).toEqual([two.id]);
    const undo = await backend.call(nord.admin, 'bulkPlans.undo', {
      params: { tenantId: nord.tenant.id, planId: plan.id },
    });
    expect(undo.status, undo.text).toBe(202);
    await backend.jobs.settled();
    expect((await backend.call(nord.admin, 'users.get', { params })).body.profileIds).toEqual([one.id]);
    const audit = await backend.auditOf(nord, ana.id);
    expect(audit.map((event) => event.type)).toEqual([
      'user.created',
      'user.activation-sent',
      'user.profiles-assigned',
      'user.profiles-assigned',
    ]);
    expect(audit[2]!.changes).toEqual([{ field: 'profileIds', from: one.name, to: two.name }]);
    expect(audit[2]!.actor).toContain('Admin');
  });
});
