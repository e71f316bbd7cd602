/**
 * Proves that the architecture's table is enforced: rules that don't bite are worse than none. The real configuration
 * runs on made-up sources in a copy of the tree's layout, in one run of the linter and one of the compiler.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOMS } from '../../scripts/lint/rooms.ts';
import { lintFixtures, typeFixtures } from './fixtures.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const FOLDERS = [
  'src-shared',
  'src-network',
  'src-main',
  'src-engine',
  'src-preload',
  'src-renderer',
  'src-backend',
];
const RULE = 'eslint(no-restricted-imports)';

interface Diagnostic {
  readonly code: string;
  readonly filename: string;
  readonly message: string;
  readonly help?: string;
}

let tree: string;
let refusals: ReadonlyMap<string, readonly string[]>;
let typeErrors: readonly string[];

beforeAll(async () => {
  tree = await realpath(await mkdtemp(join(tmpdir(), 'tenantdesk-layering-')));
  await cp(join(PROJECT, 'oxlint.config.ts'), join(tree, 'oxlint.config.ts'));
  await cp(join(PROJECT, 'scripts', 'lint'), join(tree, 'scripts', 'lint'), { recursive: true });
  for (const file of [
    'package.json',
    'tsconfig.base.json',
    ...FOLDERS.map((folder) => `${folder}/tsconfig.json`),
  ]) {
    await place(file, await readFile(join(PROJECT, file), 'utf8'));
  }
  await symlink(join(PROJECT, 'node_modules'), join(tree, 'node_modules'), 'junction');
  // The compiler sees a second tree of its own: the linter's fixtures import things that don't exist.
  await Promise.all(lintFixtures.map(async ({ file, source }) => await place(file, source)));
  refusals = await lint();
  await Promise.all(lintFixtures.map(async ({ file }) => await rm(join(tree, file))));
  await Promise.all(typeFixtures.map(async ({ file, source }) => await place(file, source)));
  typeErrors = await compile();
}, 60_000);

afterAll(async () => {
  await rm(tree, { recursive: true, force: true });
});

async function place(file: string, source: string): Promise<void> {
  const path = join(tree, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, source);
}

/** Runs a program of node_modules and returns its stdout, whether it found something or not. */
async function output(script: string, args: readonly string[]): Promise<string> {
  const path = join(PROJECT, 'node_modules', script);
  const run = promisify(execFile)(process.execPath, [path, ...args], {
    cwd: tree,
    maxBuffer: 64 * 1024 * 1024,
  });
  return await run.then(
    ({ stdout }) => stdout,
    (error: { readonly stdout?: string }) => error.stdout ?? '',
  );
}

async function lint(): Promise<ReadonlyMap<string, readonly string[]>> {
  const answer = JSON.parse(await output('oxlint/bin/oxlint', ['--format', 'json', ...FOLDERS])) as {
    readonly diagnostics: readonly Diagnostic[];
    readonly number_of_files: number;
  };
  expect(answer.number_of_files).toBe(lintFixtures.length);
  const found = new Map<string, string[]>();
  for (const { code, filename, message, help = '' } of answer.diagnostics) {
    if (code !== RULE) continue;
    const file = filename.replaceAll('\\', '/');
    found.set(file, [...(found.get(file) ?? []), `${message} ${help}`]);
  }
  return found;
}

async function compile(): Promise<readonly string[]> {
  const references = FOLDERS.map((folder) => ({ path: folder }));
  await place('tsconfig.json', JSON.stringify({ files: [], references }));
  const text = await output('typescript/bin/tsc', ['--build', '--pretty', 'false']);
  return text.replaceAll('\\', '/').split('\n');
}

describe('what may be imported where', () => {
  it.each(lintFixtures.filter(({ refusal }) => refusal !== null))(
    '$file is refused: $refusal',
    ({ file, refusal }) => {
      expect(refusals.get(file)?.join('\n') ?? 'no refusal').toContain(refusal);
    },
  );

  it.each(lintFixtures.filter(({ refusal }) => refusal === null))('$file is allowed', ({ file }) => {
    expect(refusals.get(file) ?? []).toEqual([]);
  });
});

describe('the rooms of a process', () => {
  it.each(Object.entries(ROOMS))('are all that %s consists of', async (folder, rows) => {
    const entries = await readdir(join(PROJECT, folder));
    const found = entries.filter((name) => !/^tsconfig|\.html$/u.test(name));
    expect(found.toSorted()).toEqual(rows.flat().toSorted());
  });
});

describe('what exists where', () => {
  it.each(typeFixtures)('$file: $error', ({ file, error }) => {
    const found = typeErrors.filter((line) => line.startsWith(file)).join('\n');
    expect(found).toMatch(error ?? /^$/);
  });
});
