import { readdirSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

/** Types of what a build of the renderer contains. A file of any other kind is not served. */
const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

export interface AppFile {
  readonly file: string;
  readonly mediaType: string;
}

/** What the page may load: paths as they appear in a URL, each leading to one file. */
export type AppFiles = ReadonlyMap<string, AppFile>;

/**
 * Lists a folder once. From then on a request is a look-up in this map: no path is ever made from a URL, so there is
 * nothing to climb out of. Links are left out, and so are names that would need escaping in a URL. Synchronous: it takes a
 * few milliseconds before the app is ready, and a round trip through Node's threads would take longer.
 */
export function listAppFiles(folder: string): AppFiles {
  const files = new Map<string, AppFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const mediaType = mediaTypes[extname(entry.name)];
    if (!entry.isFile() || mediaType === undefined) continue;
    const file = join(entry.parentPath, entry.name);
    const path = `/${relative(folder, file).split(sep).join('/')}`;
    if (/^[\w./-]+$/u.test(path)) files.set(path, { file, mediaType });
  }
  const start = files.get('/index.html');
  if (start !== undefined) files.set('/', start);
  return files;
}
