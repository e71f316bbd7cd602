import { globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { describe, expect, it } from 'vitest';
import { permissions } from '#shared/domain/permissions.ts';

const renderer = join(import.meta.dirname, '../../../src-renderer');
const languages = join(renderer, 'words');
const sources = new Map(
  globSync('**/*.{ts,tsx}', { cwd: renderer }).map((path) => [
    path,
    readFileSync(join(renderer, path), 'utf8'),
  ]),
);

type Words = { readonly [key: string]: string | Words };

/** Keys as code says them: with dots, without the endings of plurals and contexts. */
function keysOf(words: Words, before = ''): readonly string[] {
  return Object.entries(words).flatMap(([name, value]) =>
    typeof value === 'string' ? [before + name.replace(/_.+$/u, '')] : keysOf(value, `${before}${name}.`),
  );
}

function keysIn(language: string, file: string): readonly string[] {
  const words = JSON.parse(readFileSync(join(languages, language, file), 'utf8')) as Words;
  if (file === 'shell.json') return keysOf(words);
  const { screen = {}, ...ofFeature } = words;
  return keysOf({ [file.replace('.json', '')]: ofFeature, screen });
}

/** The titles of screens are there from the start. */
const isTitle = (key: string): boolean => key.startsWith('screen.');
const filesOf = (language: string) => readdirSync(join(languages, language)).toSorted();
const english = new Map(filesOf('en').map((file) => [file.replace('.json', ''), keysIn('en', file)]));
const featureFiles = [...english.keys()].filter((name) => name !== 'shell');

/** Every quoted text, templates as expressions that match what they may become. */
function quoted(source: string): readonly RegExp[] {
  const texts = [...source.matchAll(/'([\w.-]+)'|`([\w.-]*\.(?:[\w.-]|\$\{[^}]*\})*)`/gu)];
  return texts.map(([, plain, template]) => {
    const parts = (plain ?? template ?? '')
      .split(/\$\{[^}]*\}/u)
      .map((part) => part.replaceAll('.', String.raw`\.`));
    return new RegExp(`^${parts.join('[\\w.-]+')}$`, 'u');
  });
}

/** Files of words of which a module says something. */
const saidIn = (source: string): readonly string[] => {
  // Permissions are written alike.
  const texts = quoted(source).filter((text) => !permissions.some((name) => text.test(name)));
  return featureFiles.filter((name) =>
    english.get(name)?.some((key) => !isTitle(key) && texts.some((text) => text.test(key))),
  );
};

interface Import {
  readonly path: string;
  /** Words that come with it; undefined for what is imported statically, and so with what imports it. */
  readonly words?: readonly string[];
}

function importsOf(path: string): readonly Import[] {
  const source = sources.get(path) ?? '';
  const resolved = (to: string) => relative(renderer, join(renderer, dirname(path), to));
  const staticly = source.matchAll(/^(?:import|export) (?!type )[^;]*?from '(\.[^']+\.tsx?)'/gmu);
  const lazily = source.matchAll(/import\('(\.[^']+\.tsx?)'\)/gu);
  const parts = [...source.matchAll(/lazyPart\(\s*\[([^\]]*)\][^;]*?import\('([^']+)'\)/gu)];
  const screens = [...source.matchAll(/words: \[([^\]]*)\],\s*load: [^;]*?import\('([^']+)'\)/gu)];
  const withWords = new Map(
    [...parts, ...screens].map(([, names = '', to = '']) => [
      to,
      [...names.matchAll(/'(\w+)'/gu)].map(([, name]) => name ?? ''),
    ]),
  );
  return [
    ...[...staticly].map(([, to = '']) => ({ path: resolved(to) })),
    ...[...lazily].map(([, to = '']) => ({ path: resolved(to), words: withWords.get(to) ?? [] })),
  ];
}

/** Modules that say words of a file which did not come with them on some way to them. */
function wordless(): readonly string[] {
  const seen = new Set<string>();
  const missing = new Set<string>();
  const walk = (path: string, there: ReadonlySet<string>): void => {
    const state = `${path} ${[...there].toSorted().join()}`;
    if (seen.has(state)) return;
    seen.add(state);
    for (const file of saidIn(sources.get(path) ?? '')) if (!there.has(file)) missing.add(`${path}: ${file}`);
    for (const { path: next, words = [] } of importsOf(path)) walk(next, new Set([...there, ...words]));
  };
  walk('index.tsx', new Set());
  return [...missing];
}

describe('The words of the window', () => {
  it('are the same in every language, file by file', () => {
    for (const language of readdirSync(languages, { withFileTypes: true }).filter((e) => e.isDirectory())) {
      expect(filesOf(language.name), language.name).toEqual(filesOf('en'));
      for (const file of filesOf(language.name))
        expect(new Set(keysIn(language.name, file)), `${language.name}/${file}`).toEqual(
          new Set(keysIn('en', file)),
        );
    }
  });

  it('come with the code that says them', () => {
    expect(sources.size).toBeGreaterThan(100);
    expect(wordless()).toEqual([]);
  });

  it('are all said somewhere', () => {
    const said = [...sources.values()].flatMap(quoted);
    const silent = [...english.values()].flat().filter((key) => !said.some((text) => text.test(key)));
    expect(silent).toEqual([]);
  });
});

describe('One word for one thing', () => {
  it('is Email, as the columns and fields say', () => {
    const pages = readFileSync(join(renderer, '../src-backend/pages/texts.ts'), 'utf8');
    const all = [...filesOf('en').map((file) => readFileSync(join(languages, 'en', file), 'utf8')), pages];
    expect(all.flatMap((text) => text.match(/[^"']*\be-mail[^"']*/giu) ?? [])).toEqual([]);
  });
});
