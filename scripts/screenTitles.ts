import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const titles = /^\0(.*\.json)\.titles\.js$/u;

/** `<words>.json?titles` is only what a file of words says under `screen`: a start that reads it takes no other word along. */
export const screenTitles: Plugin = {
  name: 'screen-titles',
  enforce: 'pre',
  resolveId: (id, importer = '') =>
    id.endsWith('.json?titles') ? `\0${resolve(importer, '..', id.replace('?', '.'))}.js` : undefined,
  load(id) {
    const [, file] = titles.exec(id) ?? [];
    if (file === undefined) return undefined;
    const { screen = {} } = JSON.parse(readFileSync(file, 'utf8')) as { readonly screen?: object };
    return `export const screen = ${JSON.stringify(screen)};`;
  },
};
