import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BulkAction } from '#shared/api/bulkPlans.ts';
import { refusalOf, ruleOf, userActions } from '#shared/domain/userActions.ts';
import { permissions } from '#shared/domain/permissions.ts';
import { type Administration, startAdministration, type Workplace } from '../support/administration.ts';

let backend: Administration;
let at: Workplace;
beforeAll(async () => {
  backend = await startAdministration();
  at = await backend.workplace();
});
afterAll(() => backend.close());

const bulkKinds = userActions.filter(
  (action) => ruleOf(action).bulk !== null && ruleOf(action).on === 'users',
);
const choice = (kind: string) =>
  kind === 'assign-profiles' ? { profileIds: [at.systemProfileId], mode: 'add' } : {};

it('@security nobody does to themselves what only others may, however the tenant in the path is written', async () => {
  const twin = await at.tenant.account('Admin');
  const tenantId = at.tenant.id.toUpperCase();
  const single = await backend.call(twin, 'users.deactivate', {
    params: { tenantId, userId: twin.userId.toUpperCase() },
    body: { version: 1 },
  });
  expect(single.error.details).toEqual({ reason: 'own-account' });
  const plan = await backend.call(twin, 'bulkPlans.create', {
    params: { tenantId },
    body: { action: { kind: 'delete' }, selection: { kind: 'users', userIds: [twin.userId.toUpperCase()] } },
  });
  expect(plan.body.totals.refusals).toEqual([{ reason: 'own-account', users: 1 }]);
});

it('@security a plan is made for whatever was searched for, also what no database can keep', async () => {
  for (const search of ['\0', 'a\0b', '\ud800', '\\u0000']) {
    const { status } = await backend.call(at.admin, 'bulkPlans.create', {
      params: { tenantId: at.tenant.id },
      body: {
        action: { kind: 'deactivate' },
        selection: { kind: 'filter', filter: { search }, exceptIds: [] },
      },
    });
    expect([search, status]).toEqual([search, 201]);
  }
});

it.each(bulkKinds)('a bulk plan refuses whom the shared rule refuses: %s', async (kind) => {
  const day = '2026-01-01T00:00:00.000Z';
  for (const activatedAt of [null, day]) {
    for (const disabledAt of [null, day]) {
      for (const authMethod of ['local', 'sso', 'sso-password'] as const) {
        for (const expiresAt of [null, day, '2099-01-01T00:00:00.000Z']) {
          const { id } = await backend.newUser(at);
          const facts = { activated_at: activatedAt, disabled_at: disabledAt, auth_method: authMethod };
          await backend.inTenant(at, ({ db }) =>
            db
              .updateTable('users')
              .set({ ...facts, access_expires_at: expiresAt })
              .where('user_id', '=', id)
              .execute(),
          );
        }
      }
    }
  }
  const { body: users } = await backend.call(at.admin, 'users.list', {
    params: { tenantId: at.tenant.id },
    query: { limit: '100' },
  });
  const plan = await backend.call(at.admin, 'bulkPlans.create', {
    params: { tenantId: at.tenant.id },
    body: {
      action: { kind, ...choice(kind) } as BulkAction,
      selection: { kind: 'users', userIds: users.items.map((user) => user.id) },
    },
  });
  const { body: effects } = await backend.call(at.admin, 'bulkPlans.effects', {
    params: { tenantId: at.tenant.id, planId: plan.body.id },
    query: { limit: '100' },
  });
  const actor = { userId: at.admin.userId, permissions };
  const refused = new Map(effects.items.map((effect) => [effect.userId, effect.refusedBecause]));
  expect(refused.size).toBe(users.items.length);
  for (const user of users.items) {
    expect([user, refused.get(user.id)]).toEqual([
      user,
      refusalOf(kind, actor, { target: user, now: Date.now() }),
    ]);
  }
});

it('@security a bulk plan leaves out ids that are gone, and says no more of those that other tenants have', async () => {
  const here = await backend.newUser(at);
  const deleted = await backend.newUser(at, { firstName: 'Žofia', lastName: 'Gone' });
  const params = { tenantId: at.tenant.id, userId: deleted.id };
  await backend.call(at.admin, 'users.delete', { params, body: { version: 1 } });
  const elsewhere = await backend.workplace();
  const stranger = await backend.newUser(elsewhere);
  const never = '01a1fff4-03b3-7758-85c6-c642ccd44195';
  const planned = await backend.call(at.admin, 'bulkPlans.create', {
    params: { tenantId: at.tenant.id },
    body: {
      action: { kind: 'deactivate' },
      selection: { kind: 'users', userIds: [here.id, deleted.id, stranger.id, never, never] },
    },
  });
  expect(planned.status, planned.text).toBe(201);
  expect(planned.body.totals).toMatchObject({ users: 4, changed: 1, refused: 3 });
  const { body: effects } = await backend.call(at.admin, 'bulkPlans.effects', {
    params: { tenantId: at.tenant.id, planId: planned.body.id },
    query: { limit: '100' },
  });
  const of = (id: string) => effects.items.find(({ userId }) => userId === id);
  expect(of(here.id)).toMatchObject({ refusedBecause: null });
  expect(of(deleted.id)).toMatchObject({ name: 'Žofia Gone', email: deleted.email, refusedBecause: 'gone' });
  const { userId: _, ...saidOfStranger } = of(stranger.id) ?? {};
  const { userId: __, ...saidOfNobody } = of(never) ?? {};
  expect(saidOfStranger).toEqual(saidOfNobody);
  expect(saidOfNobody).toMatchObject({ name: '', email: '', refusedBecause: 'gone' });
  // Names in the recycle bin are for those who may look into it.
  const member = await at.tenant.account('Member');
  const { body: ofMember } = await backend.call(member, 'bulkPlans.create', {
    params: { tenantId: at.tenant.id },
    body: {
      action: { kind: 'assign-profiles', ...choice('assign-profiles') } as BulkAction,
      selection: { kind: 'users', userIds: [deleted.id] },
    },
  });
  const { body: told } = await backend.call(member, 'bulkPlans.effects', {
    params: { tenantId: at.tenant.id, planId: ofMember.id },
    query: {},
  });
  expect(told.items).toMatchObject([{ userId: deleted.id, name: '', email: '', refusedBecause: 'gone' }]);

  const done = await backend.applied(at, planned.body);
  expect(done).toMatchObject({ state: 'applied', progress: { succeeded: 1, skipped: 3, failed: 0 } });
  const { body: results } = await backend.call(at.admin, 'bulkPlans.results', {
    params: { tenantId: at.tenant.id, planId: planned.body.id },
    query: { limit: '100', outcome: 'refused' },
  });
  expect(results.items.map(({ reason }) => reason)).toEqual(['gone', 'gone', 'gone']);
});
