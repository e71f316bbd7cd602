/**
 * Writes docs/security.md from the tests that are tagged @security, so that the page lists what is proved and nothing
 * else. With --check it only says whether the page is up to date, and whether the checklist quotes only what is on it.
 */
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './runtime/backend.ts';
import { report } from './runtime/report.ts';
import { runScript } from './runtime/script.ts';

const page = join(projectFolder, 'docs', 'security.md');
const checklist = join(projectFolder, 'docs', 'electron-checklist.md');

const areas: readonly (readonly [prefix: string, title: string])[] = [
  ['test/shared', 'Rules of the domain'],
  ['test/backend/database', 'Tenant isolation in the database'],
  ['test/backend/http', 'The tenant API'],
  ['test/backend', 'Features of the backend'],
  ['test/main', 'The desktop: main process'],
  ['test/preload', 'The desktop: bridge'],
  ['test/engine', 'The desktop: encrypted copy'],
  ['test/renderer', 'The desktop: window'],
  ['test/e2e', 'The whole product, in the real app'],
  ['test/packaged', 'The packaged console, as an ordinary user with the full sandbox'],
];

interface SecurityTest {
  readonly area: string;
  readonly title: string;
}

interface Call {
  readonly kind: string;
  readonly indent: number;
  readonly title: string;
  readonly tagged: boolean;
}

/** The groups and tests of a source, in order: `describe`, `test` and `it`, with their modifiers and tables. */
function callsIn(source: string): Call[] {
  const call = /^( *)(describe|test|it)\b[^;{}]*?\(\s*(['"`])((?:\\.|(?!\3)[^\\\n])*)\3,/gmu;
  return [...source.matchAll(call)].map(([, indent = '', kind = '', , title = '']) => ({
    kind,
    indent: indent.length,
    title: title.replace('@security', '').replaceAll(/\\(.)/gu, '$1').replaceAll(/\s+/gu, ' ').trim(),
    tagged: title.includes('@security'),
  }));
}

/** A sentence per security test: its group's title, if it is in one, and its own. A tagged group tags all its tests. */
function sentencesIn(source: string): string[] {
  const sentences: string[] = [];
  let group: Call | null = null;
  for (const call of callsIn(source)) {
    if (group !== null && call.indent <= group.indent) group = null;
    if (call.kind === 'describe') group = call;
    else if (call.tagged || group?.tagged === true) {
      const text = [group?.title, call.title]
        .filter(Boolean)
        .join(': ')
        .replaceAll(/%[sj]|\$\{[^}]*\}/gu, '…');
      sentences.push(text.charAt(0).toUpperCase() + text.slice(1));
    }
  }
  return sentences;
}

async function securityTests(): Promise<SecurityTest[]> {
  const files: string[] = [];
  for await (const file of glob('test/**/*.{test,spec}.{ts,tsx}', { cwd: projectFolder })) files.push(file);
  const found: SecurityTest[] = [];
  for (const file of files.toSorted()) {
    const area = areas.find(([prefix]) => file.startsWith(`${prefix}/`))?.[1] ?? 'Others';
    const source = await readFile(join(projectFolder, file), 'utf8');
    for (const title of sentencesIn(source)) found.push({ area, title });
  }
  return found;
}

function pageOf(tests: readonly SecurityTest[]): string {
  const order = [...areas.map(([, title]) => title), 'Others'];
  const sections = order
    .map((area) => ({ area, titles: tests.filter((test) => test.area === area).map((test) => test.title) }))
    .filter(({ titles }) => titles.length > 0)
    .map(
      ({ area, titles }) => `## ${area}\n\n${[...new Set(titles)].map((title) => `- ${title}`).join('\n')}\n`,
    );
  return `# Security: what is proved

Written by \`npm run docs:security\` from the tests tagged \`@security\`: each line is a test that runs with \`npm test\`.
[Electron's checklist](electron-checklist.md) says which of them prove its twenty items.

${sections.join('\n')}`;
}

/** What a text puts in quotation marks, lines joined. */
function quotesIn(text: string): string[] {
  return [...text.matchAll(/“([^”]*)”/gu)].map(([, quote = '']) => quote.replaceAll(/\s+/gu, ' '));
}

await runScript(async () => {
  const wanted = pageOf(await securityTests());
  if (process.argv.includes('--check')) {
    const found = await readFile(page, 'utf8').catch(() => '');
    if (found !== wanted) {
      report('docs/security.md does not list the security tests as they are: run `npm run docs:security`.');
      return 1;
    }
    const missing = quotesIn(await readFile(checklist, 'utf8')).filter(
      (quote) => !wanted.includes(`- ${quote}\n`),
    );
    for (const quote of missing)
      report(`docs/electron-checklist.md names a test that is not there: ${quote}`);
    return missing.length === 0 ? 0 : 1;
  }
  await writeFile(page, wanted);
  return 0;
});
