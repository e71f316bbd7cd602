import { snapshotId } from '#shared/desktop/snapshotNode.ts';
import type { Look } from '#shared/desktop/look.ts';
import type { StartSnapshot } from '#shared/desktop/startSnapshot.ts';
import { escaped, type Html, htmlAsOf, markupOf } from './markup.ts';

/** Where `index.html` takes the snapshot. */
const pictureComesHere = '<!-- snapshot -->';
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
 * read while the console starts behind it, and takes neither clicks nor the keyboard. It wears the page's styles; its own say
 * only what stood in attributes.
 */
export function pictureOf(snapshot: StartSnapshot): Picture {
  const { language, fingerprint, title, answers } = snapshot;
  const { html, css } = markupOf(snapshot.body);
  const open = `<div id="${snapshotId}" inert aria-hidden="true" data-fingerprint="${escaped(fingerprint)}">`;
  return {
    language,
    title: escaped(title),
    css,
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
  if (picture === null) return put(dressed, pictureComesHere, '');
  const { title, css, body, language } = picture;
  const titled = put(dressed, plainTitle, `<title>${title}</title>`);
  return put(
    titled,
    pictureComesHere,
    `<style nonce="${nonce}">${css}</style>${htmlAsOf(body, now, language)}`,
  );
}

/** Data for the page's script, which no browser runs. Without `<` there is no way out of it. */
function dataBlock(value: unknown): string {
  return `<script type="application/json">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`;
}

/** A function as replacement, because `$&` in a name would be a pattern in a text. */
function put(page: string, place: string, content: string): string {
  return page.replace(place, () => content);
}
