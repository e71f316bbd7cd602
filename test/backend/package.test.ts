/** The package of the backend as an operator gets it: unpacked far from the sources, started by Node alone. */
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { archive } from '../../scripts/package/backendArchive.ts';
import { packageBackend } from '../../scripts/package/backend.ts';
import { projectFolder, startBackend, type RunningBackend } from '../../scripts/runtime/backend.ts';
import { run } from '../../scripts/runtime/processes.ts';
import { createTestBrowser } from '#test/support/browser.ts';
import { createColleague } from '#test/support/colleague.ts';
import { testDatabaseKind } from '#test/support/database.ts';
import { linkIn, mailTo } from '#test/support/mailbox.ts';
import { createServerDatabase } from '#test/support/serverDatabase.ts';

/** Not in memory, where these tests have their temporary files: many machines load no addons from there. */
const disk = process.platform === 'linux' ? '/var/tmp' : tmpdir();

let folder: string;
let unpacked: string;
beforeAll(async () => {
  folder = await mkdtemp(join(disk, 'tenantdesk-package-'));
  const made = await packageBackend(join(folder, 'made'));
  await mkdir(join(folder, 'opt'));
  await run('tar', ['-xzf', await archive(made), '-C', join(folder, 'opt')]);
  unpacked = join(folder, 'opt', basename(made));
  await rm(join(folder, 'made'), { recursive: true });
}, 120_000);
afterAll(async () => await rm(folder, { recursive: true, force: true }));

const text = async (name: string): Promise<string> => await readFile(join(unpacked, name), 'utf8');

test('The package holds what the backend needs and nothing else', async () => {
  expect((await readdir(unpacked)).toSorted()).toEqual([
    'Dockerfile',
    'LICENSE',
    'OPERATIONS.md',
    'THIRD-PARTY-LICENSES.txt',
    'assets',
    'backend.env',
    'chunks',
    'main.js',
    'node_modules',
    'package.json',
    'tenantdesk-backend.service',
  ]);
  const files = await readdir(unpacked, { recursive: true });
  const left = (unwanted: RegExp) => files.filter((file) => unwanted.test(file));
  expect(left(/\.(?:map|[cm]?tsx?)$/u)).toEqual([]);
  expect(left(/node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+[\\/](?:tests?|docs|examples?)[\\/]/u)).toEqual([]);
  const own = `${process.platform}-${process.arch}`;
  const programs = left(/\.(?:node|so[.\d]*|dylib|dll)$/u);
  expect(programs.length).toBeGreaterThan(0);
  expect(programs.filter((file) => !file.includes(own))).toEqual([]);

  const licences = await text('THIRD-PARTY-LICENSES.txt');
  const others = [...licences.matchAll(/^=+\n\n(\S+) \S+$/gmu)].map(([, name]) => name);
  expect(others).toEqual(
    expect.arrayContaining(['fastify', 'sharp', 'oidc-provider', '@fontsource-variable/inter']),
  );
  const ofTheConsole = /electron|react|mui|emotion|sqlite|keytar|axios|zustand/u;
  expect(others.filter((name) => ofTheConsole.test(name ?? ''))).toEqual([]);
  expect(left(/node_modules/u).filter((file) => ofTheConsole.test(file))).toEqual([]);

  for (const file of ['main.js', ...left(/^chunks[\\/].*\.js$/u)])
    expect(await text(file)).not.toContain(projectFolder);
});

/** Where the backend keeps its data in this run, as an operator says it. */
async function place(): Promise<{ readonly env: NodeJS.ProcessEnv; readonly drop: () => Promise<void> }> {
  if (testDatabaseKind === 'postgres') {
    const { url, drop } = await createServerDatabase();
    return { env: { TENANTDESK_DATABASE: url }, drop };
  }
  // The first start on a machine, with nothing of an earlier one in the cache.
  const env = { TENANTDESK_DATA: join(folder, 'data'), TENANTDESK_CACHE: join(folder, 'cache') };
  return { env, drop: async () => undefined };
}

/** Goes through all that needs a file or a program of its own. */
async function useIt({ ready }: RunningBackend): Promise<void> {
  const [admin] = ready.accounts;
  if (admin === undefined || ready.mailbox === null) throw new Error('The demo has accounts and a mailbox.');
  const font = await fetch(`${ready.url}/pages/inter.woff2`);
  expect(font.headers.get('content-type')).toBe('font/woff2');

  // Pages, sessions and Argon2.
  const colleague = await createColleague(ready.url, admin, admin.tenant);
  const { tenantId } = colleague;
  const { items: customers } = await colleague.call('customers.list', { params: { tenantId }, query: {} });
  const { items: profiles } = await colleague.call('profiles.list', { params: { tenantId }, query: {} });
  const created = await colleague.call('users.create', {
    params: { tenantId },
    body: {
      firstName: 'Zoë',
      lastName: 'Brief',
      email: 'zoe@postamt.example',
      customerId: customers[0]?.id ?? '',
      profileIds: profiles.slice(0, 1).map(({ id }) => id),
    },
  });

  // Sharp.
  const picture = await sharp({ create: { width: 300, height: 200, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();
  const params = { tenantId, userId: created.id };
  const body = { version: created.version, image: picture.toString('base64') };
  const { avatar } = await colleague.call('users.setAvatar', { params, body });
  expect(avatar).not.toBeNull();

  // Jobs, mails and the list of common passwords.
  const browser = createTestBrowser();
  const page = await browser.open(linkIn(await mailTo(ready.mailbox, 'zoe@postamt.example')));
  const refused = await browser.submit(page, {
    password: 'password1234567',
    repeat: 'password1234567',
  });
  expect(refused.body).toContain('among the first that attackers try');
  expect((await browser.open(ready.mailbox)).body).toContain('zoe@postamt.example');
}

test(
  'The package starts with Node alone, works, and ends cleanly at SIGTERM',
  { timeout: 120_000 },
  async () => {
    const { env, drop } = await place();
    try {
      const backend = await startBackend({
        program: join(unpacked, 'main.js'),
        args: ['--port', '0', '--demo', 'small'],
        log: join(folder, 'backend.log'),
        env,
      });
      try {
        await useIt(backend);
      } finally {
        await backend.stop();
      }
      expect(await backend.ended).toBe(0);
    } finally {
      await drop();
    }
  },
);
