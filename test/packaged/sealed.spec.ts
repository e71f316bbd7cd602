import { once } from 'node:events';
import { chmod, mkdir, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { run } from '../../scripts/runtime/processes.ts';
import type { PackagedApp } from '#test/support/packagedApp.ts';
import { listeningPorts, processTree } from '#test/support/processTree.ts';
import { expect, test } from './fixtures.ts';

/** A port that nothing listens on at the moment. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Waits for the end of a console, and answers every port that it listened on meanwhile. */
async function portsUntilEnd(app: PackagedApp): Promise<Set<number>> {
  const seen = new Set<number>();
  const ended = app.ended.then(() => true);
  while (!(await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 10, false))])))
    for (const port of await listeningPorts(await processTree(app.processId))) seen.add(port);
  return seen;
}

/** A copy of the console for a test that changes it. What stays as it is shares its bytes with the other. */
async function copyOf(installed: string, folder: string): Promise<string> {
  await run('cp', ['-al', installed, folder]);
  return folder;
}

/** Changes one byte of a file, in a copy of its own. */
async function flipByte(file: string, position: number): Promise<void> {
  await run('cp', [file, `${file}.copy`]);
  await run('mv', [`${file}.copy`, file]);
  const handle = await open(file, 'r+');
  const byte = Buffer.alloc(1);
  await handle.read(byte, 0, 1, position);
  await handle.write(Buffer.from([(byte[0] ?? 0) ^ 1]), 0, 1, position);
  await handle.close();
}

interface Trap {
  /** The file of a script that leaves a mark when it runs, and its text. */
  readonly script: string;
  readonly text: string;
  readonly sprung: () => Promise<boolean>;
}

async function setTrap(home: string): Promise<Trap> {
  const mark = join(home, 'ran');
  const script = join(home, 'trap.cjs');
  const text = `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`;
  await writeFile(script, text);
  await chmod(script, 0o644);
  return { script, text, sprung: async () => (await readdir(home)).includes('ran') };
}

for (const name of ['--remote-debugging-port', '--inspect', '--inspect-brk', '--inspect-port'])
  test(`Started with ${name}: ends at once, and the port was never open @security`, async ({ start }) => {
    const app = await start({ args: [`${name}=${await freePort()}`] });
    expect([...(await portsUntilEnd(app))]).toEqual([]);
    expect(await app.ended).toBe(1);
    expect(app.log()).not.toMatch(/listening on/iu);
  });

test('Started with --remote-debugging-pipe: ends at once, and nobody answers on the pipe @security', async ({
  start,
}) => {
  const app = await start({ args: ['--remote-debugging-pipe'], pipes: 2 });
  let answer = '';
  for (const pipe of app.pipes) {
    pipe.on('error', () => undefined);
    pipe.on('data', (data: Buffer) => (answer += data.toString()));
  }
  app.pipes[0]?.write('{"id":1,"method":"Browser.getVersion"}\0');
  expect(await app.ended).toBe(1);
  expect(answer).toBe('');
});

test('With ELECTRON_RUN_AS_NODE: it is the console, and runs no script @security', async ({
  start,
  home,
}) => {
  const { script, sprung } = await setTrap(home);
  const app = await start({ args: [script], env: { ELECTRON_RUN_AS_NODE: '1' } });
  await app.reader.find('button', 'Sign in').waitFor();
  expect(await sprung()).toBe(false);
});

test('With NODE_OPTIONS, -r, and an app folder beside the archive: only the code of the archive runs @security', async ({
  start,
  installed,
  ground,
  home,
}) => {
  const { script, text, sprung } = await setTrap(home);
  const copy = await copyOf(installed, join(ground, 'with-folder'));
  const folder = join(copy, 'resources', 'app');
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{"main":"main.cjs"}');
  await writeFile(join(folder, 'main.cjs'), text);
  const hostile = {
    executable: join(copy, 'tenantdesk'),
    args: ['-r', script, '--require', script],
    env: { NODE_OPTIONS: `--require ${script}` },
  };

  const app = await start(hostile);
  await app.reader.find('button', 'Sign in').waitFor();
  expect(await sprung()).toBe(false);
  await app.dispose();

  // Not even where there is no archive.
  await rm(join(copy, 'resources', 'app.asar'));
  expect(await (await start(hostile)).ended).not.toBe(0);
  expect(await sprung()).toBe(false);
});

test('Its menus and keys open no developer tools @security', async ({ start }) => {
  const { reader } = await start();
  await reader.find('button', 'Sign in').waitFor();
  for (const keys of ['ctrl+shift+i', 'ctrl+shift+j', 'F12']) await reader.key(keys);
  await reader.key('alt+v');
  await reader.find('menuitem', /Zoom In/u).waitFor();
  expect(await reader.describe()).not.toMatch(/developer|devtools|inspect/iu);
});

/** Each changes something of a copy, and answers the file that is then not as it was. */
const changes: Readonly<Record<string, (resources: string) => Promise<string>>> = {
  'a byte of the archive flipped': async (resources) => {
    const file = join(resources, 'app.asar');
    await flipByte(file, Math.floor((await stat(file)).size / 2));
    return 'app.asar';
  },
  'a byte of the native SQLite flipped': async (resources) => {
    const name = 'app.asar.unpacked/node_modules/better-sqlite3-multiple-ciphers/prebuilds/linux-x64.node';
    await flipByte(join(resources, name), 4096);
    return name;
  },
  'the list of its files gone': async (resources) => {
    await rm(join(resources, 'app.sha256'));
    return 'app.sha256';
  },
};

for (const [what, change] of Object.entries(changes))
  test(`With ${what}: says so in a box and at the terminal, opens no window and touches no data @security`, async ({
    start,
    installed,
    ground,
    home,
  }, { testId }) => {
    const copy = await copyOf(installed, join(ground, `changed-${testId}`));
    const file = await change(join(copy, 'resources'));
    const app = await start({ executable: join(copy, 'tenantdesk') });
    // The box is the system's and not in the tree: the terminal has its words.
    await app.reader.key('Return');
    expect(await app.ended).toBe(1);
    expect(app.log()).toContain(`not as it was built: ${file}`);
    const made = await readdir(home, { recursive: true });
    expect(made.filter((name) => /\.db|window\.json/u.test(name))).toEqual([]);
  });

for (const [what, options] of Object.entries({
  '--no-sandbox': { args: ['--no-sandbox'] },
  '--disable-seccomp-filter-sandbox': { args: ['--disable-seccomp-filter-sandbox'] },
  ELECTRON_DISABLE_SANDBOX: { env: { ELECTRON_DISABLE_SANDBOX: '1' } },
}))
  test(`Wanted without its sandbox by ${what}: says in a box and at the terminal that it does not run so @security`, async ({
    start,
    home,
  }) => {
    const app = await start(options);
    await app.reader.key('Return');
    expect(await app.ended).toBe(1);
    expect(app.log()).toContain('It was to run without the sandbox');
    const made = await readdir(home, { recursive: true });
    expect(made.filter((name) => /\.db|window\.json/u.test(name))).toEqual([]);
  });

test('With a profile folder that can not be made: says so in a box and at the terminal, with exit code 1', async ({
  start,
}) => {
  const app = await start({ env: { XDG_CONFIG_HOME: '/proc/nowhere' } });
  await app.reader.key('Return');
  expect(await app.ended).toBe(1);
  expect(app.log()).toContain("The folder for its data can't be written: /proc/nowhere");
});
