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

const bulkKinds = userActions.filter((action) => ruleOf(action).bulk !== null);
const choice = (kind: string) =>
  kind === 'assign-profiles' ? { profileIds: [at.systemProfileId], mode: 'add' } : {};

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
