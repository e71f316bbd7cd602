import { readFile } from 'node:fs/promises';
import { snapshotId } from '#shared/desktop/snapshotNode.ts';
import type { StartSnapshot } from '#shared/desktop/startSnapshot.ts';
import type { AppFiles } from '../windows/appFiles.ts';
import { escaped, markupOf } from './markup.ts';

/** Where `index.html` takes the snapshot. */
const places = { styles: '<!-- snapshot styles -->', body: '<!-- snapshot -->' } as const;
const plainTitle = '<title>TenantDesk</title>';

export interface PageOptions {
  readonly files: AppFiles;
  readonly nonce: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * The page with the snapshot in it, styles included, so that it is painted without one more request. Inert: it can be read
 * while the console starts behind it, and takes neither clicks nor the keyboard.
 */
export async function pageWith(
  page: string,
  snapshot: StartSnapshot | null,
  { files, nonce, now }: PageOptions,
): Promise<string> {
  if (snapshot === null) return put(put(page, places.styles, ''), places.body, '');
  const { language, density, fingerprint, title, answers } = snapshot;
  const { html, css } = markupOf(snapshot.body, { now, language });
  const sheets = await Promise.all(snapshot.stylesheets.map((path) => readSheet(path, files)));
  const styles = `<style nonce="${nonce}">${sheets.join('\n')}${css}</style>`;
  const body =
    `<div id="${snapshotId}" inert aria-hidden="true" data-density="${escaped(density)}" ` +
    `data-fingerprint="${escaped(fingerprint)}">${html}${dataBlock(answers)}</div>`;
  const titled = put(page, plainTitle, `<title>${escaped(title)}</title>`);
  return put(put(titled, places.styles, styles), places.body, body);
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
async function readSheet(path: string, files: AppFiles): Promise<string> {
  const found = files.get(path);
  if (found?.mediaType.startsWith('text/css') !== true) return '';
  return (await readFile(found.file, 'utf8')).replaceAll('url(./', 'url(/assets/');
}
