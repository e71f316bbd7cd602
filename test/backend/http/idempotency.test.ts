import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../src-backend/database/newId.ts';
import { administrationFeatures } from '#test/support/features.ts';
import { purgeTenant } from '../../../src-backend/features/retention/feature.ts';
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
  backend = await startTestBackend({ features: administrationFeatures });
  tenant = await backend.tenant();
  admin = await tenant.account('Admin');
});
afterAll(() => backend.close());

const create = (title: string, key: string, account = admin, at = tenant) =>
  backend.call(account, 'customers.create', { params: { tenantId: at.id }, body: { title } }, { key });

async function count(title: string): Promise<number> {
  const { body } = await backend.call(admin, 'customers.list', {
    params: { tenantId: tenant.id },
    query: { limit: '100' },
  });
  return body.items.filter((customer) => customer.title === title).length;
}

test('A repeat with the same key makes nothing new and answers as before', async () => {
  const key = newId();
  const first = await create('Once', key);
  const again = await create('Once', key);
  expect(first.status).toBe(201);
  expect(first.headers['idempotency-replayed']).toBeUndefined();
  expect(again).toMatchObject({ status: 201, text: first.text });
  expect(again.headers['idempotency-replayed']).toBe('true');
  expect(await count('Once')).toBe(1);
});

test('The order of fields doesn’t make it another request', async () => {
  const key = newId();
  const send = (payload: string) =>
    backend.raw({
      method: 'POST',
      url: `/v1/tenants/${tenant.id}/customers`,
      account: admin,
      headers: { 'idempotency-key': key, 'content-type': 'application/json' },
      payload,
    });
  await send('{"title":"Ordered","city":"Oslo"}');
  const again = await send('{ "city": "Oslo", "title": "Ordered" }');
  expect(again.headers['idempotency-replayed']).toBe('true');
});

test('The same key for something else is refused, and nothing is saved', async () => {
  const key = newId();
  await create('First use', key);
  const other = await create('Second use', key);
  expect(other).toMatchObject({ status: 409, error: { code: 'IDEMPOTENCY_KEY_REUSED', saved: 'nothing' } });
  expect(await count('Second use')).toBe(0);
});

test('Many at once with the same key make one thing, and all hear of it', async () => {
  const key = newId();
  const answers = await Promise.all(Array.from({ length: 12 }, () => create('Crowd', key)));
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
  expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  expect(answers.filter((answer) => answer.headers['idempotency-replayed'] === undefined)).toHaveLength(1);
  expect(await count('Crowd')).toBe(1);
});

test('A refusal isn’t remembered: the corrected state can be tried with the same key', async () => {
  await create('Taken', newId());
  const key = newId();
  expect((await create('Taken', key)).error.code).toBe('NAME_TAKEN');
  await backend.unitOfWork.run(asSystem(tenant), ({ db }) =>
    db
      .updateTable('customers')
      .set({ title: 'Free', title_key: 'free' })
      .where('title', '=', 'Taken')
      .execute(),
  );
  expect((await create('Taken', key)).status).toBe(201);
});

test('Keys of another account or tenant are other keys @security', async () => {
  const key = newId();
  const second = await tenant.account('Admin');
  const elsewhere = await backend.tenant();
  await create('Mine', key);
  expect((await create('Yours', key, second)).status).toBe(201);
  expect((await create('There', key, await elsewhere.account('Admin'), elsewhere)).status).toBe(201);
});

test('A repeat by an account that lost its rights gets no answer @security', async () => {
  const key = newId();
  const member = await tenant.account('Member');
  expect((await create('Before', key, member)).status).toBe(201);
  await backend.unitOfWork.run(asSystem(tenant), ({ db }) =>
    db.deleteFrom('role_grants').where('grantee_user_id', '=', member.userId).execute(),
  );
  expect((await create('Before', key, member)).status).toBe(403);
});

test.each(['', ' ', 'a b', 'é', 'x'.repeat(201)])('The key "%s" is refused', async (key) => {
  const answer = await backend.raw({
    method: 'POST',
    url: `/v1/tenants/${tenant.id}/customers`,
    account: admin,
    headers: key === '' ? {} : { 'idempotency-key': key },
    payload: { title: 'Unkeyed' },
  });
  expect(answer).toMatchObject({ status: 400, error: { code: 'IDEMPOTENCY_KEY_MISSING' } });
  expect(await count('Unkeyed')).toBe(0);
});

test('Answers are remembered for 30 days, not longer', async () => {
  const [young, old] = [newId(), newId()];
  await create('Young', young);
  await create('Old', old);
  const age = (key: string, days: number) =>
    backend.unitOfWork.run(asSystem(tenant), ({ db }) =>
      db
        .updateTable('idempotency_keys')
        .set({ created_at: new Date(Date.now() - days * 86_400_000) })
        .where('key', '=', key)
        .execute(),
    );
  await age(young, 29);
  await age(old, 31);
  await purgeTenant(backend, tenant.id, new AbortController().signal);
  expect((await create('Young', young)).headers['idempotency-replayed']).toBe('true');
  expect((await create('Old', old)).error.code).toBe('NAME_TAKEN');
});
