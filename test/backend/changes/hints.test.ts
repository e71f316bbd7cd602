import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { api } from '#shared/api/index.ts';
import { pathOf } from '#shared/api/route.ts';
import {
  startTestBackend,
  type TestAccount,
  type TestBackend,
  type TestTenant,
} from '#test/support/backend.ts';
import { startTestDatabase, testDatabaseKind } from '#test/support/database.ts';
import { createPostgresSignals } from '../../../src-backend/database/postgresSignals.ts';
import { createChangesFeature } from '../../../src-backend/features/changes/feature.ts';
import { administrationFeatures } from '#test/support/features.ts';
import { eventStreamLimits } from '../../../src-backend/http/eventStreams.ts';

const perAccount = 3;
let backend: TestBackend;
let tenant: TestTenant;
let admin: TestAccount;

async function startBackend(longest = eventStreamLimits.longest): Promise<TestBackend> {
  const made = await startTestBackend({
    features: (parts) => [createChangesFeature(parts), ...administrationFeatures(parts)],
    streamLimits: { ...eventStreamLimits, perAccount, longest },
  });
  await made.app.listen({ port: 0, host: '127.0.0.1' });
  return made;
}

beforeAll(async () => {
  backend = await startBackend();
  tenant = await backend.tenant();
  admin = await tenant.account('Admin');
});
afterAll(() => backend.close());

interface Listening {
  readonly response: IncomingMessage;
  /** What came so far. */
  readonly text: () => string;
  /** Resolves once this many hints have come. */
  readonly hints: (count: number) => Promise<void>;
  readonly ended: Promise<unknown>;
}

async function listen(
  to: TestTenant,
  { token }: Pick<TestAccount, 'token'>,
  on: TestBackend = backend,
): Promise<Listening> {
  const { port } = on.app.server.address() as AddressInfo;
  const path = pathOf(api['changes.watch'], { tenantId: to.id });
  const request = get({ port, host: '127.0.0.1', path, headers: { authorization: `Bearer ${token}` } });
  onTestFinished(() => void request.destroy());
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  // A stream that this side gives up ends with an error, too.
  const ended = new Promise((resolve) => response.on('error', resolve).on('end', resolve));
  const count = (): number => text.split('data: ').length - 1;
  return {
    response,
    text: () => text,
    hints: async (wanted) => {
      while (count() < wanted) await once(response, 'data');
    },
    ended,
  };
}

const createUser = (at: TestTenant, as: TestAccount, email: string) =>
  backend.call(as, 'users.create', {
    params: { tenantId: at.id },
    body: { customerId: at.customerId, email, firstName: 'A', lastName: 'B' },
  });

test('whoever listens is told of a change as soon as it is committed, and finds it in the feed', async () => {
  const { body: before } = await backend.call(admin, 'changes.list', {
    params: { tenantId: tenant.id },
    query: {},
  });
  const listening = await listen(tenant, admin);
  expect(listening.response.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
  });
  expect((await createUser(tenant, admin, 'hinted@example.test')).status).toBe(201);
  await listening.hints(1);
  expect(listening.text()).toContain(`data: {"tenantId":"${tenant.id}"}\n\n`);
  const { cursor } = before;
  const changed = async (): Promise<readonly string[]> => {
    const { body } = await backend.call(admin, 'changes.list', {
      params: { tenantId: tenant.id },
      query: { cursor },
    });
    return body.users.map(({ email }) => email);
  };
  // Transactions are counted per server: those of other tests may hold the feed back for a moment.
  await expect.poll(changed).toContain('hinted@example.test');
});

test('a refused change, a read and the changes of other tenants give no hint @security', async () => {
  const other = await backend.tenant();
  const foreignAdmin = await other.account('Admin');
  const listening = await listen(tenant, admin);
  const elsewhere = await listen(other, foreignAdmin);
  await createUser(other, foreignAdmin, 'elsewhere@example.test');
  expect((await createUser(tenant, admin, 'not an address')).status).toBe(400);
  await backend.call(admin, 'users.list', { params: { tenantId: tenant.id }, query: {} });
  // Hints are sent in the order of the commits: when this one is there, so are those before it.
  await createUser(other, foreignAdmin, 'behind@example.test');
  await elsewhere.hints(2);
  expect(listening.text().replaceAll(':\n\n', '')).toBe('');
  await createUser(tenant, admin, 'here@example.test');
  await listening.hints(1);
});

test('a stream ends after a while, so that rights and session are checked again @security', async () => {
  const brief = await startBackend(50);
  onTestFinished(() => brief.close());
  const place = await brief.tenant();
  const viewer = await place.account('Viewer');
  await (
    await listen(place, viewer, brief)
  ).ended;
  const params = { tenantId: place.id, userId: viewer.userId };
  await brief.call(await place.account('Admin'), 'users.deactivate', { params, body: { version: 1 } });
  const again = await listen(place, viewer, brief);
  expect(again.response.statusCode).toBe(403);
});

test('an account that listens too often at once is told so, until one of its streams ends @security', async () => {
  const viewer = await tenant.account('Viewer');
  const streams = [];
  for (let at = 0; at < perAccount; at += 1) streams.push(await listen(tenant, viewer));
  const refused = await listen(tenant, viewer);
  await refused.ended;
  expect(refused.response.statusCode).toBe(429);
  expect(JSON.parse(refused.text())).toMatchObject({ code: 'RATE_LIMITED' });
  streams[0]?.response.destroy();
  await expect.poll(async () => (await listen(tenant, viewer)).response.statusCode).toBe(200);
});

test('a backend that stops ends its streams and does not wait for them', async () => {
  const stopping = await startBackend();
  const place = await stopping.tenant();
  const listening = await listen(place, await place.account('Viewer'), stopping);
  const closing = stopping.close();
  await listening.ended;
  await closing;
  expect(listening.response.complete).toBe(true);
});

test.runIf(testDatabaseKind === 'postgres')(
  'a hint reaches the consoles of another replica, and a lost connection says that hints may be missing',
  async () => {
    const { url, database, close } = await startTestDatabase();
    const replica = createPostgresSignals(url!);
    onTestFinished(async () => {
      await replica.close();
      await close();
    });
    const heard: (readonly string[] | null)[] = [];
    replica.listen((topics) => void heard.push(topics));
    await expect.poll(() => (database.signals.send('one'), heard.flat())).toContain('one');
    await database.session((session) =>
      session.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'tenantdesk signals' and datname = current_database()`,
      ),
    );
    await expect.poll(() => heard, { timeout: 5_000 }).toContain(null);
    await expect
      .poll(() => (database.signals.send('two'), heard.flat()), { timeout: 5_000 })
      .toContain('two');
  },
);
