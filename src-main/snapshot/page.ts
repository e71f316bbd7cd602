import { readFileSync } from 'node:fs';
import { snapshotId } from '#shared/desktop/snapshotNode.ts';
import type { Look } from '#shared/desktop/look.ts';
import type { StartSnapshot } from '#shared/desktop/startSnapshot.ts';
import type { AppFiles } from '../appFiles.ts';
import { escaped, type Html, htmlAsOf, markupOf } from './markup.ts';

/** Where `index.html` takes the snapshot. */
const places = { styles: '<!-- snapshot styles -->', body: '<!-- snapshot -->' } as const;
const plainRoot = '<html lang="en">';
const plainTitle = '<title>TenantDesk</title>';

/** A snapshot as the page takes it, finished but for the nonce of the load and how long ago its times are by then. */
export interface Picture {
  readonly language: string;
  /** HTML, as `body`. */
  readonly title: string;
  readonly css: string;
  readonly body: Html;
}

/**
 * Makes a snapshot into a picture when it is kept, so that the next start has nothing to do but read it. Inert: it can be
 * read while the console starts behind it, and takes neither clicks nor the keyboard. The styles are inside, so that it is
 * painted without one more request.
 */
export function pictureOf(snapshot: StartSnapshot, files: AppFiles): Picture {
  const { language, fingerprint, title, answers, stylesheets } = snapshot;
  const { html, css } = markupOf(snapshot.body);
  const open = `<div id="${snapshotId}" inert aria-hidden="true" data-fingerprint="${escaped(fingerprint)}">`;
  return {
    language,
    title: escaped(title),
    css: stylesheets.map((path) => readSheet(path, files)).join('\n') + css,
    body: [open, ...html, `${dataBlock(answers)}</div>`],
  };
}

export interface PageOptions {
  readonly nonce: string;
  readonly look: Look;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The page in its look, with the picture in it. */
export function pageWith(page: string, picture: Picture | null, { nonce, look, now }: PageOptions): string {
  const { appearance, density } = look;
  const root = `<html lang="en" data-appearance="${appearance}" data-density="${density}">`;
  const dressed = put(page, plainRoot, root);
  if (picture === null) return put(put(dressed, places.styles, ''), places.body, '');
  const { title, css, body, language } = picture;
  const titled = put(dressed, plainTitle, `<title>${title}</title>`);
  const styled = put(titled, places.styles, `<style nonce="${nonce}">${css}</style>`);
  return put(styled, places.body, htmlAsOf(body, now, language));
}

/** Data for the page's script, which no browser runs. Without `<` there is no way out of it. */
function dataBlock(value: unknown): string {
  return `<script type="application/json">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`;
}

/** A function as replacement, because `$&` in a name would be a pattern in a text. */
function put(page: string, place: string, content: string): string {
  return page.replace(place, () => content);
}

/** A style sheet of the app, with addresses as they are from the page. */
function readSheet(path: string, files: AppFiles): string {
  const found = files.get(path);
  if (found?.mediaType.startsWith('text/css') !== true) return '';
  return readFileSync(found.file, 'utf8').replaceAll('url(./', 'url(/assets/');
}
