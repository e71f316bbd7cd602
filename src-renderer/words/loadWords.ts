import type { i18n } from 'i18next';
import type { WordsFile } from './words.ts';

/** Every file of every language; one more language is one more folder. */
const folders = import.meta.glob<object>(['./*/*.json', '!./en/shell.json'], { import: 'default' });

/** Files on their way or there. */
const files = new WeakMap<i18n, Map<string, Promise<void>>>();

/** Adds words in the language in use, and in English, which speaks where the other is silent. */
export async function loadWords(words: i18n, names: readonly WordsFile[]): Promise<void> {
  const known = files.get(words) ?? new Map<string, Promise<void>>();
  files.set(words, known);
  const loading = [...new Set([words.language, 'en'])].flatMap((language) =>
    names.map(async (name) => {
      const path = `./${language}/${name}.json`;
      if (!known.has(path)) known.set(path, loadFile(words, { language, name, path }));
      await known.get(path);
    }),
  );
  await Promise.all(loading);
}

interface File {
  readonly language: string;
  readonly name: WordsFile;
  readonly path: string;
}

async function loadFile(words: i18n, { language, name, path }: File): Promise<void> {
  const content = await folders[path]?.();
  if (content !== undefined) words.addResourceBundle(language, 'words', { [name]: content }, true);
}
