import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path/posix';
import type { Look } from '#shared/desktop/look.ts';
import { pageWith, type Picture } from '../snapshot/page.ts';
import { appHost, appScheme } from './appAddress.ts';
import type { AppFiles } from '../appFiles.ts';
import { contentSecurityPolicy } from './contentSecurityPolicy.ts';

/** Stands in `index.html` where the nonce of the load belongs. */
export const noncePlaceholder = '__CSP_NONCE__';

/** Privileges of the scheme; to be registered before the app is ready. */
export const appSchemePrivileges = {
  scheme: appScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
} as const;

export interface AppProtocolDeps {
  readonly files: AppFiles;
  readonly look: () => Look;
  /** What the page shows until the console has started in it. */
  readonly picture: () => Promise<Picture | null>;
}

/** One answer as Electron's buffer protocol takes it. */
export interface AppAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: Buffer;
}

/**
 * Answers requests to `app://console` from the map, each page with a policy and a nonce of its own. With the whole content
 * at once: a stream for each answer takes the page's process longer to read than the file.
 */
export function createAppProtocol({
  files,
  look,
  picture,
}: AppProtocolDeps): (request: Pick<Request, 'method' | 'url'>) => Promise<AppAnswer> {
  return async ({ method, url }) => {
    if (method !== 'GET') return refusal(405);
    const { host, pathname } = new URL(url);
    const found = host === appHost ? files.get(pathname) : undefined;
    if (found === undefined) return refusal(404);
    const content = readFileSync(found.file);
    if (!found.mediaType.startsWith('text/html')) return answer(content, found.mediaType);
    const nonce = randomBytes(16).toString('base64');
    // The nonce first: what the picture says is never taken for a placeholder.
    const plain = withStyles(content.toString('utf8'), files).replaceAll(noncePlaceholder, nonce);
    const page = pageWith(plain, await picture(), { nonce, look: look(), now: Date.now() });
    return answer(Buffer.from(page), found.mediaType, {
      'content-security-policy': contentSecurityPolicy(nonce),
    });
  };
}

const linkedStyles = /<link rel="stylesheet"[^>]* href="\.(?<path>\/[^"]+)">/gu;

/**
 * The page with its style sheets written into it: asked for by themselves they come after the rows of the picture, and have
 * all of it styled and laid out again.
 */
function withStyles(page: string, files: AppFiles): string {
  return page.replaceAll(linkedStyles, (link, path: string) => {
    const sheet = files.get(path);
    if (sheet === undefined) return link;
    const folder = dirname(path);
    const css = readFileSync(sheet.file, 'utf8').replaceAll('url(./', `url(${folder}/`);
    return `<style nonce="${noncePlaceholder}">${css}</style>`;
  });
}

function answer(data: Buffer, mediaType: string, more: Readonly<Record<string, string>> = {}): AppAnswer {
  return { statusCode: 200, headers: { 'content-type': mediaType, ...commonHeaders, ...more }, data };
}

function refusal(statusCode: 404 | 405): AppAnswer {
  return { statusCode, headers: commonHeaders, data: Buffer.alloc(0) };
}

const commonHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;
