import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Administration, startAdministration, type Workplace } from '../support/administration.ts';

let backend: Administration;
let at: Workplace;
beforeAll(async () => {
  backend = await startAdministration();
  at = await backend.workplace();
});
afterAll(() => backend.close());

it('a plan that mails people says what has become of the mails, and of each', async () => {
  const users = [await backend.newUser(at), await backend.newUser(at)];
  const params = { tenantId: at.tenant.id };
  const { body: made } = await backend.call(at.admin, 'bulkPlans.create', {
    params,
    body: {
      action: { kind: 'resend-activation' },
      selection: { kind: 'users', userIds: users.map(({ id }) => id) },
    },
  });
  const ofPlan = { params: { ...params, planId: made.id } };
  await backend.call(at.admin, 'bulkPlans.apply', ofPlan);
  await expect
    .poll(async () => (await backend.call(at.admin, 'bulkPlans.get', ofPlan)).body.state)
    .toBe('applied');
  const { body: plan } = await backend.call(at.admin, 'bulkPlans.get', ofPlan);
  expect(plan.progress).toMatchObject({ succeeded: 2 });
  const mails = Object.values(plan.mails ?? {}).reduce((sum, count) => sum + count, 0);
  expect(mails).toBe(2);
  const { body: results } = await backend.call(at.admin, 'bulkPlans.results', { ...ofPlan, query: {} });
  expect(results.items.map(({ mail }) => mail)).toEqual([expect.any(String), expect.any(String)]);
});
