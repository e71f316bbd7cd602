import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createLogger, safePath } from '../../../src-backend/logging/createLogger.ts';
import { createTenantsFeature } from '../../../src-backend/features/tenants/feature.ts';
import { startTestBackend } from '#test/support/backend.ts';

function collect(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk.toString());
      done();
    },
  });
  return { stream, text: () => chunks.join('') };
}

test('The log has no secret, wherever in an entry it stands @security', () => {
  const { stream, text } = collect();
  const logger = createLogger('info', stream);
  const secrets = { authorization: 'Bearer c4nary', cookie: 'c4nary', password: 'c4nary', token: 'c4nary' };
  logger.info({ ...secrets, body: secrets, req: { headers: secrets }, deep: { er: secrets } }, 'hello');
  expect(text()).toContain('hello');
  expect(text()).not.toContain('c4nary');
});

test('The log of a request has its path without query and tokens @security', async () => {
  const { stream, text } = collect();
  const backend = await startTestBackend({
    features: () => [createTenantsFeature()],
    logger: createLogger('info', stream),
  });
  try {
    const token = 'c4nary'.repeat(10);
    await backend.raw({
      method: 'GET',
      url: '/v1/me?email=c4nary@example.test',
      headers: { authorization: token },
    });
    await backend.raw({ method: 'GET', url: `/activate/${token}`, headers: { cookie: token } });
    expect(text()).toContain('/v1/me');
    expect(text()).toContain('/activate/[redacted]');
    expect(text()).not.toContain('c4nary');
  } finally {
    await backend.close();
  }
});

test('Ids of entities stay readable in logged paths', () => {
  const path =
    '/v1/tenants/0197a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b/users/0197a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c/avatar';
  expect(safePath(`${path}?x=1`)).toBe(path);
});
