import { expect, onTestFinished, test } from 'vitest';
import { someUser } from '#test/support/engineEntities.ts';
import { someScene } from '#test/support/engineScene.ts';
import {
  authorities,
  identityOf,
  secureServer,
  type ServerCertificate,
  startProxy,
} from '#test/support/secureNetwork.ts';

const quick = { probe: 20, focused: 30, others: 60, account: 50, retryFirst: 10, retryLongest: 50 };

const secureScene = async (certificate: ServerCertificate = 'valid') =>
  await someScene(1, { secure: { host: 'desk.example', identity: identityOf(certificate) } });

test('calls and the stream of hints go through the proxy of the system, and say why not when it is gone', async () => {
  const proxy = await startProxy(onTestFinished);
  const { backend, tenant, tenantId, openDesk } = await secureScene();
  const desk = await openDesk({
    delays: { ...quick, focused: 60_000 },
    proxies: () => proxy.way,
    authorities,
  });
  await desk.open(tenantId);
  await expect.poll(() => backend.listening.size).toBe(1);
  tenant.put('user', someUser(tenantId, 2));
  desk.events.length = 0;
  backend.hint(tenantId);
  await desk.event('copy.changed');
  expect(new Set(proxy.asked)).toEqual(new Set([new URL(backend.url).host]));

  await proxy.stop();
  await desk.event(
    'connection.changed',
    ({ problem }) => problem?.details?.['reason'] === 'proxy-unreachable',
  );
  expect(await desk.value('sync.now', { tenantId })).toMatchObject({
    phase: 'stale',
    problem: { code: 'OFFLINE', saved: 'nothing', details: { reason: 'proxy-unreachable' } },
  });
  await proxy.start();
  await desk.event('connection.changed', ({ online, problem }) => online && problem === null);
  await expect.poll(() => backend.listening.size).toBe(1);
});

test('a proxy that comes with another network is used without a restart', async () => {
  const proxy = await startProxy(onTestFinished);
  const { openDesk } = await secureScene();
  let ways: string | null = 'DIRECT';
  const desk = await openDesk({ delays: quick, proxies: () => ways, authorities });
  await desk.event('connection.changed', ({ online }) => !online);
  // Straight nobody is found; that has no name of its own.
  expect(await desk.error('tenants.all')).toMatchObject({ code: 'OFFLINE' });
  ways = null;
  await desk.event('connection.changed', ({ problem }) => problem?.details?.['reason'] === 'proxy-settings');
  ways = proxy.way;
  await desk.event('connection.changed', ({ online }) => online);
  expect((await desk.value('tenants.all')).connection).toMatchObject({ online: true, problem: null });
});

test('@security a proxy can’t shut an account out: what it says is not the backend’s word', async () => {
  const proxy = await startProxy(onTestFinished);
  const { openDesk } = await secureScene();
  const body = JSON.stringify({
    code: 'ACCOUNT_DISABLED',
    message: 'Out.',
    retryable: false,
    saved: 'nothing',
  });
  proxy.answer = (socket) =>
    socket.end(
      `HTTP/1.1 403 No\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
  const desk = await openDesk({ delays: quick, proxies: () => proxy.way, authorities });
  await desk.event('connection.changed', ({ problem }) => problem?.details?.['reason'] === 'proxy-refused');
  expect(desk.messages.map(({ type }) => type)).not.toContain('account-disabled');
});

test.each([
  ['expired', 'certificate-expired'],
  ['not-yet-valid', 'certificate-not-yet-valid'],
] as const)(
  'a certificate that is %s is the problem, with the time of this computer',
  async (certificate, reason) => {
    const proxy = await startProxy(onTestFinished);
    const { tenantId, openDesk } = await secureScene(certificate);
    const desk = await openDesk({ delays: quick, proxies: () => proxy.way, authorities });
    const { problem } = await desk.event('connection.changed', ({ online }) => !online);
    expect(problem).toMatchObject({ code: 'NOT_A_BACKEND', saved: 'nothing', details: { reason } });
    expect(Math.abs(Date.parse(String(problem?.details?.['clock'])) - Date.now())).toBeLessThan(60_000);
    const write = await desk.error('backend.call', {
      route: 'users.delete',
      tenantId,
      params: { tenantId, userId: tenantId },
      body: { version: 1 },
      idempotencyKey: 'key',
    });
    expect(write).toMatchObject({ saved: 'nothing', details: { reason } });
  },
);

test('@security no token goes where the certificate is not believed', async () => {
  const tokens: unknown[] = [];
  const port = await secureServer(onTestFinished, 'valid', (request, response) => {
    tokens.push(request.headers.authorization);
    response.end();
  });
  const { openDesk } = await someScene(1);
  const desk = await openDesk({ backendUrl: `https://127.0.0.1:${port}`, delays: quick });
  const { problem } = await desk.event('connection.changed', ({ online }) => !online);
  expect(problem?.details).toMatchObject({ reason: 'certificate-unknown-issuer' });
  expect(tokens).toEqual([]);
});
