import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiErrorSchema } from '#shared/api/errors.ts';
import { newId } from '../../../src-backend/database/newId.ts';
import { administrationFeatures } from '#test/support/features.ts';
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

const customers = (): string => `/v1/tenants/${tenant.id}/customers`;

async function post(payload: string | Buffer | object, headers: Readonly<Record<string, string>> = {}) {
  const answer = await backend.raw({
    method: 'POST',
    url: customers(),
    account: admin,
    headers: { 'idempotency-key': newId(), 'content-type': 'application/json', ...headers },
    payload,
  });
  expect(answer.status, answer.text).toBeLessThan(500);
  // A refusal is whole: its schema, the request's id, and that nothing was saved.
  const refused = answer.status >= 400;
  expect(!refused || apiErrorSchema.safeParse(answer.error).success, answer.text).toBe(true);
  expect(!refused || answer.error.requestId === answer.headers['x-request-id'], answer.text).toBe(true);
  expect(!refused || answer.error.saved === 'nothing', answer.text).toBe(true);
  return answer;
}

const titles = async (): Promise<number> => {
  const { body } = await backend.call(admin, 'customers.list', {
    params: { tenantId: tenant.id },
    query: {},
  });
  return body.items.length;
};

describe('Bad input is a 4xx with a code, and saves nothing:', () => {
  const bad: Readonly<Record<string, readonly [string, string, (string | undefined)?]>> = {
    'an unknown field': ['{"title":"A","isAdmin":true}', 'VALIDATION_FAILED', 'unknown-field'],
    'a prototype': ['{"title":"A","__proto__":{"x":1}}', 'VALIDATION_FAILED', 'unknown-field'],
    'a missing field': ['{}', 'VALIDATION_FAILED', 'required'],
    'an empty title': ['{"title":"   "}', 'VALIDATION_FAILED', 'required'],
    'a title that is too long': [JSON.stringify({ title: 'x'.repeat(201) }), 'VALIDATION_FAILED', 'too-long'],
    'a NUL': [String.raw`{"title":"a\u0000b"}`, 'VALIDATION_FAILED', 'control-characters'],
    'a lone surrogate': [String.raw`{"title":"a\ud800b"}`, 'VALIDATION_FAILED', 'control-characters'],
    'a bidi control': [String.raw`{"title":"a\u202eb"}`, 'VALIDATION_FAILED', 'bidi-controls'],
    'nothing visible': [String.raw`{"title":"\u200b"}`, 'VALIDATION_FAILED', 'invisible'],
    'a bad e-mail address': ['{"title":"A","email":"nobody"}', 'VALIDATION_FAILED', 'not-an-email'],
    'a number for a text': ['{"title":1}', 'MALFORMED_REQUEST', 'invalid'],
    'a list for an object': ['[]', 'MALFORMED_REQUEST'],
    'a text for an object': ['"title"', 'MALFORMED_REQUEST'],
    null: ['null', 'MALFORMED_REQUEST'],
    'no body': ['', 'MALFORMED_REQUEST'],
    'half a JSON': ['{"title":', 'MALFORMED_REQUEST'],
    'deep JSON': ['['.repeat(100_000), 'MALFORMED_REQUEST'],
    '33 levels': [`${'{"a":'.repeat(33)}1${'}'.repeat(33)}`, 'MALFORMED_REQUEST'],
  };
  test.each(Object.entries(bad))('%s @security', async (_name, [payload, code, reason]) => {
    const before = await titles();
    const answer = await post(payload);
    expect(answer.status).toBe(400);
    expect(answer.error.code).toBe(code);
    const reasons = answer.error.fields?.map((field) => field.reason) ?? [];
    expect(reason === undefined || reasons.some((one) => one === reason), answer.text).toBe(true);
    expect(await titles()).toBe(before);
  });

  test('bytes that are not UTF-8 @security', async () => {
    const answer = await post(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]));
    expect(answer.error.code).toBe('MALFORMED_REQUEST');
  });

  test('a body over 256 KiB is 413 @security', async () => {
    const answer = await post(JSON.stringify({ title: 'x'.repeat(300_000) }));
    expect(answer.status).toBe(413);
    expect(answer.error.code).toBe('BODY_TOO_LARGE');
  });

  test.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'nonsense'])(
    'the media type %s is 415 @security',
    async (type) => {
      const answer = await post('title=A', { 'content-type': type });
      expect(answer.status).toBe(415);
      expect(answer.error.code).toBe('MEDIA_TYPE_UNSUPPORTED');
    },
  );

  const queries = [
    'sort=title&sort=city',
    'limit=101',
    'limit=0',
    'limit=1e1',
    'limit=-1',
    'sort=password',
    'direction=sideways',
    'unknown=1',
    'cursor=',
    `cursor=${'a'.repeat(3000)}`,
    'cursor=%00%ff',
    'cursor=%F0%9F',
  ];
  test.each(queries)('the query %s @security', async (query) => {
    const answer = await backend.raw({ method: 'GET', url: `${customers()}?${query}`, account: admin });
    expect(answer.status, answer.text).toBe(400);
    expect(apiErrorSchema.safeParse(answer.error).success).toBe(true);
  });

  test.each([
    '%00',
    '%',
    '_',
    '\\',
    "'; drop table users; --",
    '\u{1F600}',
    'x'.repeat(200),
    '%ED%A0%80',
    '𝕳',
  ])('the search %s finds nothing or something, never an error @security', async (search) => {
    const encoded = search.startsWith('%') ? search : encodeURIComponent(search);
    const answer = await backend.raw({
      method: 'GET',
      url: `${customers()}?search=${encoded}`,
      account: admin,
    });
    expect(answer.status, answer.text).toBe(200);
  });

  test.each(['/v1/tenants/not-a-uuid/customers', '/v1/tenants/%00/customers', "/v1/tenants/'--/customers"])(
    'the path %s @security',
    async (url) => {
      const answer = await backend.raw({ method: 'GET', url, account: admin });
      expect(answer.status).toBe(400);
      expect(apiErrorSchema.safeParse(answer.error).success).toBe(true);
    },
  );

  test.each([
    '/v1/nothing',
    '/',
    '/v1/tenants/%zz/customers',
    '/v1/../etc/passwd',
    `/v1/tenants/${'a'.repeat(500)}/x`,
  ])('the unknown path %s @security', async (url) => {
    const answer = await backend.raw({ method: 'GET', url, account: admin });
    expect([400, 404]).toContain(answer.status);
    expect(apiErrorSchema.safeParse(answer.error).success, answer.text).toBe(true);
  });

  test('a body where none is wanted @security', async () => {
    const answer = await backend.raw({
      method: 'POST',
      url: `/v1/tenants/${tenant.id}/users/${admin.userId}/activation-mail`,
      account: admin,
      headers: { 'idempotency-key': newId() },
      payload: { force: true },
    });
    expect(answer.status).toBe(400);
  });
});

describe('An answer', () => {
  test('is not kept by caches, and names its request', async () => {
    const answer = await backend.raw({ method: 'GET', url: customers(), account: admin });
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(answer.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/u);
  });

  test('to nobody is 401 with how to sign in, whatever was asked @security', async () => {
    for (const headers of [{}, { authorization: 'Bearer x' }, { authorization: 'Basic eDp5' }]) {
      const answer = await backend.raw({ method: 'GET', url: `${customers()}?sort=nonsense`, headers });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
  });

  test('of a list takes at most four statements, however long the list @security', async () => {
    const counts = new Set<number>();
    await backend.jobs.settled();
    for (const limit of ['1', '100']) {
      const before = backend.database.statements();
      await backend.call(admin, 'customers.list', { params: { tenantId: tenant.id }, query: { limit } });
      await backend.call(admin, 'users.list', { params: { tenantId: tenant.id }, query: { limit } });
      counts.add((backend.database.statements() - before) / 2);
    }
    expect(counts.size).toBe(1);
    expect(Math.max(...counts)).toBeLessThanOrEqual(4);
  });
});

describe('An account', () => {
  test('that was disabled is out at its next request @security', async () => {
    const viewer = await tenant.account('Viewer');
    const list = () => backend.call(viewer, 'customers.list', { params: { tenantId: tenant.id }, query: {} });
    const change = (values: { disabled_at?: Date | null; access_expires_at?: Date | null }) =>
      backend.unitOfWork.run(asSystem(tenant), ({ db }) =>
        db.updateTable('users').set(values).where('user_id', '=', viewer.userId).execute(),
      );
    expect((await list()).status).toBe(200);
    await change({ disabled_at: new Date() });
    expect(await list()).toMatchObject({ status: 403, error: { code: 'ACCOUNT_DISABLED' } });
    await change({ disabled_at: null, access_expires_at: new Date(Date.now() - 1) });
    expect(await list()).toMatchObject({ status: 403, error: { code: 'ACCOUNT_DISABLED' } });
    await change({ access_expires_at: null });
    expect((await list()).status).toBe(200);
    await backend.unitOfWork.run(asSystem(tenant), ({ db }) =>
      db.deleteFrom('users').where('user_id', '=', viewer.userId).execute(),
    );
    expect(await list()).toMatchObject({ status: 401, error: { code: 'NOT_SIGNED_IN' } });
  });

  test('that asks too often is told when to come back @security', async () => {
    const strict = await startTestBackend({ features: administrationFeatures, requestsPerMinute: 3 });
    try {
      const small = await strict.tenant();
      const [one, two] = [await small.account('Viewer'), await small.account('Viewer')];
      const list = (account: TestAccount) =>
        strict.call(account, 'customers.list', { params: { tenantId: small.id }, query: {} });
      for (let count = 0; count < 3; count += 1) expect((await list(one)).status).toBe(200);
      const refused = await list(one);
      expect(refused).toMatchObject({ status: 429, error: { code: 'RATE_LIMITED', retryable: true } });
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      expect((await list(two)).status).toBe(200);
    } finally {
      await strict.close();
    }
  });
});
