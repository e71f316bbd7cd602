import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readConfiguration, UsageError } from '../../../src-backend/configuration.ts';
import { startTestBackend } from '#test/support/backend.ts';
import { startTestDatabase } from '#test/support/database.ts';

const main = join(import.meta.dirname, '../../../src-backend/main.ts');
const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

interface Started {
  readonly child: ChildProcess;
  readonly output: { out: string; err: string };
  readonly ended: Promise<number | null>;
}

function start(...args: readonly string[]): Started {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.err += text));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  cleanups.push(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, output, ended };
}

async function ready({
  output,
  ended,
}: Started): Promise<{ url: string; openapi: string; mailbox: string | null }> {
  let over = false;
  void ended.then(() => (over = true));
  while (!output.out.includes('\n')) {
    if (over) throw new Error(output.err);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return JSON.parse(output.out);
}

/** A folder, or a database on the server: what this run of the tests is about. */
async function place(): Promise<readonly string[]> {
  if (process.env['TENANTDESK_TEST_DATABASE'] === 'postgres') {
    const database = await startTestDatabase();
    cleanups.push(database.close);
    return ['--database', database.url ?? ''];
  }
  const folder = await mkdtemp(join(tmpdir(), 'tenantdesk-process-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  return ['--data', folder];
}

// Each starts whole processes, which takes long where many tests share few cores.
describe('The backend’s process', { timeout: 120_000 }, () => {
  test('prints one line of JSON when ready, serves, and ends cleanly at SIGTERM', async () => {
    const at = await place();
    const first = start('--port', '0', ...at);
    const line = await ready(first);
    expect(line.openapi).toBe(`${line.url}/v1/openapi.json`);
    expect(await (await fetch(`${line.url}/health`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${line.url}/ready`)).json()).toEqual({ status: 'ready' });
    expect((await fetch(`${line.url}/v1/me`)).status).toBe(401);
    expect((await fetch(line.openapi)).status).toBe(200);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(first.output.out.trim().split('\n')).toHaveLength(1);
    for (const log of first.output.err.trim().split('\n')) expect(() => JSON.parse(log)).not.toThrow();

    const second = start('--port', '0', ...at);
    await ready(second);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  });

  test('starts again after it was killed', async () => {
    const at = await place();
    const first = start('--port', '0', ...at);
    await ready(first);
    first.child.kill('SIGKILL');
    await first.ended;
    const second = start('--port', '0', ...at);
    expect((await fetch(`${(await ready(second)).url}/ready`)).status).toBe(200);
  });

  test.runIf(process.env['TENANTDESK_TEST_DATABASE'] !== 'postgres')(
    'refuses a data folder that another backend has open',
    async () => {
      const at = await place();
      const first = start('--port', '0', ...at);
      await ready(first);
      const second = start('--port', '0', ...at);
      expect(await second.ended).toBe(1);
      expect(second.output.err).toContain('is in use by process');
      expect((await fetch(`${(await ready(first)).url}/ready`)).status).toBe(200);
    },
  );

  test('explains an unknown option and ends with 2', async () => {
    const { ended, output } = start('--nonsense');
    expect(await ended).toBe(2);
    expect(output.err).toContain('Usage:');
    expect(output.out).toBe('');
  });
});

test.each([
  [['stray']],
  [['--port', 'many']],
  [['--port', '70000']],
  [['--demo', 'huge']],
  [['--users', '5']],
  [['--production']],
  [['--production', '--public-url', 'http://plain.example']],
  [['--production', '--public-url', 'https://example.com', '--demo', 'small']],
  [['--public-url', 'https://example.com/path']],
  [['--data', 'a', '--database', 'postgres://b']],
  [['--database', 'mysql://b']],
  [['--smtp', 'http://mail']],
  [['--bounce-key', 'short']],
])('The options %j are refused', (args) => {
  expect(() => readConfiguration(args)).toThrow(UsageError);
});

test('The options have the defaults that the usage names', () => {
  expect(readConfiguration([])).toEqual({
    host: '127.0.0.1',
    port: 8400,
    publicUrl: null,
    database: { kind: 'folder', path: '.data/backend' },
    demo: null,
    smtp: null,
    bounceKey: null,
    production: false,
  });
  expect(readConfiguration(['--help'])).toBeNull();
});

describe('Options in the environment', () => {
  const database = 'postgres://owner:secret@db/desk';

  test('are read, and an argument goes before them', () => {
    const environment = {
      TENANTDESK_DATABASE: database,
      TENANTDESK_PUBLIC_URL: 'https://desk.example.com',
      TENANTDESK_PORT: '9000',
      TENANTDESK_SMTP: '',
      TENANTDESK_PRODUCTION: 'true',
    };
    expect(readConfiguration(['--port', '9001'], environment)).toMatchObject({
      port: 9001,
      publicUrl: 'https://desk.example.com',
      database: { kind: 'url', url: database },
      smtp: null,
      production: true,
    });
  });

  test('are refused like arguments, without saying what stands there @security', () => {
    const reading = (environment: NodeJS.ProcessEnv, ...args: readonly string[]) => {
      return () => readConfiguration(args, environment);
    };
    expect(reading({ TENANTDESK_PRODUCTION: 'yes' })).toThrow('TENANTDESK_PRODUCTION must be true or false');
    expect(reading({ TENANTDESK_DATABASE: database }, '--data', 'folder')).toThrow('TENANTDESK_DATA');
    expect(reading({ TENANTDESK_DATABASE: 'mysql://owner:secret@db' })).toThrow(
      /^(?!.*secret)--database must be/u,
    );
  });
});

test('Slow headers and slow bodies are cut off by timeouts that work together @security', async () => {
  const backend = await startTestBackend();
  cleanups.push(backend.close);
  const { server } = backend.app;
  expect(server.headersTimeout).toBe(15_000);
  expect(server.requestTimeout).toBe(30_000);
  // The interval at which Node looks at these is 30 s by default, which would make them 45 and 60.
  server.headersTimeout = 300;
  await backend.app.listen({ host: '127.0.0.1', port: 0 });
  const address = server.address();
  const socket = connect(typeof address === 'object' && address !== null ? address.port : 0, '127.0.0.1');
  socket.write('GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ');
  const started = Date.now();
  await once(socket.resume(), 'close');
  expect(Date.now() - started).toBeLessThan(8_000);
});
