import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { StartSnapshot } from '#shared/desktop/startSnapshot.ts';
import { pageWith } from '../snapshot/page.ts';
import { appHost, appScheme } from './appAddress.ts';
import type { AppFiles } from './appFiles.ts';
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
  /** What the page shows until the console has started in it. */
  readonly snapshot: () => Promise<StartSnapshot | null>;
}

/** Answers requests to `app://console` from the map, each page with a policy and a nonce of its own. */
export function createAppProtocol({
  files,
  snapshot,
}: AppProtocolDeps): (request: Request) => Promise<Response> {
  return async ({ method, url }) => {
    if (method !== 'GET') return refusal(405);
    const { host, pathname } = new URL(url);
    const found = host === appHost ? files.get(pathname) : undefined;
    if (found === undefined) return refusal(404);
    const content = await readFile(found.file);
    if (!found.mediaType.startsWith('text/html')) return answer(content, found.mediaType);
    const nonce = randomBytes(16).toString('base64');
    // The nonce first: what the snapshot says is never taken for a placeholder.
    const plain = content.toString('utf8').replaceAll(noncePlaceholder, nonce);
    const page = await pageWith(plain, await snapshot(), { files, nonce, now: Date.now() });
    return answer(page, found.mediaType, { 'content-security-policy': contentSecurityPolicy(nonce) });
  };
}

function answer(
  body: Buffer<ArrayBuffer> | string,
  mediaType: string,
  more: Readonly<Record<string, string>> = {},
): Response {
  return new Response(body, { headers: { 'content-type': mediaType, ...commonHeaders, ...more } });
}

function refusal(status: 404 | 405): Response {
  return new Response(null, { status, headers: commonHeaders });
}

const commonHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;
