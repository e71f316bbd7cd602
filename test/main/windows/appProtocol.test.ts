import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StartSnapshot } from '#shared/desktop/startSnapshot.ts';
import { pictureOf } from '../../../src-main/snapshot/page.ts';
import { listAppFiles, type AppFiles } from '../../../src-main/appFiles.ts';
import { type AppProtocolDeps, createAppProtocol } from '../../../src-main/windows/appProtocol.ts';

let folder: string;
let files: AppFiles;
const look = () => ({ appearance: 'dark', density: 'comfortable' }) as const;
let serve: (request: Request) => Promise<Response>;

/** Its answers as a page gets them. */
function serving(deps: AppProtocolDeps): (request: Request) => Promise<Response> {
  const answer = createAppProtocol(deps);
  return async (request) => {
    const { statusCode, headers, data } = await answer(request);
    return new Response(new Uint8Array(data), { status: statusCode, headers });
  };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenantdesk-app-'));
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.js'), 'secret');
  const put = async (name: string, text: string) => await writeFile(join(folder, 'renderer', name), text);
  await put(
    'index.html',
    '<meta property="csp-nonce" nonce="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>',
  );
  await put('assets/index-a1.js', 'run()');
  await put('assets/index-a1.js.map', '{}');
  await put('assets/index.css', 'p{background:url(./font.woff2)}');
  await put('assets/font.woff2', 'font');
  await put('assets/run.sh', 'rm');
  await put('assets/odd name.js', 'odd');
  await symlink(join(folder, 'secret.js'), join(folder, 'renderer', 'assets', 'link.js'));
  files = listAppFiles(join(folder, 'renderer'));
  serve = serving({ files, look, picture: async () => null });
});
afterAll(async () => await rm(folder, { recursive: true }));

describe('The own protocol', () => {
  test('serves what the build made, and nothing else that lies there', () => {
    expect([...files.keys()].toSorted()).toEqual([
      '/',
      '/assets/font.woff2',
      '/assets/index-a1.js',
      '/assets/index.css',
      '/index.html',
    ]);
  });

  test.each([
    ['/', 'text/html; charset=utf-8'],
    ['/assets/index-a1.js', 'text/javascript; charset=utf-8'],
    ['/assets/index.css', 'text/css; charset=utf-8'],
    ['/assets/font.woff2', 'font/woff2'],
  ])('%s has the type %s, is not sniffed and not kept', async (path, mediaType) => {
    const { status, headers } = await serve(new Request(`app://console${path}`));
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe(mediaType);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test.each([
    'app://console/../secret.js',
    'app://console/assets/../../secret.js',
    'app://console/%2e%2e/secret.js',
    'app://console/..%2fsecret.js',
    'app://console/%2e%2e%2fsecret.js',
    'app://console/..%5csecret.js',
    'app://console/..\\secret.js',
    'app://console/assets%2findex.css',
    'app://console/assets/link.js',
    'app://console/assets/index-a1.js.map',
    'app://console/assets/odd%20name.js',
    'app://console/assets/',
    'app://console//index.html',
    'app://console/index.html%00.js',
    'app://other/index.html',
    'app://console.evil/index.html',
    'app://console:8080/index.html',
  ])('@security %s leads nowhere', async (url) => {
    const answer = await serve(new Request(url));
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('');
  });

  test('@security answers nothing but GET', async () => {
    expect((await serve(new Request('app://console/', { method: 'POST', body: 'x' }))).status).toBe(405);
  });

  test('@security gives each load of the page a policy with a nonce of its own, in header and page alike', async () => {
    const nonces = new Set<string>();
    for (let load = 0; load < 3; load += 1) {
      const answer = await serve(new Request('app://console/'));
      const policy = answer.headers.get('content-security-policy') ?? '';
      const nonce = /style-src 'self' 'nonce-([^']+)'/u.exec(policy)?.[1] ?? '';
      expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
      expect(await answer.text()).toBe(
        `<meta property="csp-nonce" nonce="${nonce}"><style nonce="${nonce}"></style>`,
      );
      expect(policy).toMatch(/^default-src 'none';/u);
      expect(policy).toContain("connect-src 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/u);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(3);
  });

  test('brings its style sheets inside the page, under the nonce, so that nothing is laid out twice', async () => {
    const linked =
      '<link rel="stylesheet" crossorigin href="./assets/index.css"><link rel="stylesheet" crossorigin href="./assets/gone.css">';
    await writeFile(join(folder, 'renderer', 'linked.html'), linked);
    const index = { file: join(folder, 'renderer', 'linked.html'), mediaType: 'text/html' };
    const withLinks = serving({
      files: new Map([...files, ['/', index]]),
      look,
      picture: async () => null,
    });
    const answer = await withLinks(new Request('app://console/'));
    const nonce = /'nonce-([^']+)'/u.exec(answer.headers.get('content-security-policy') ?? '')?.[1] ?? '';
    expect(await answer.text()).toBe(
      `<style nonce="${nonce}">p{background:url(/assets/font.woff2)}</style><link rel="stylesheet" crossorigin href="./assets/gone.css">`,
    );
  });

  test('paints the kept snapshot with the page: its styles under the nonce, its text never as markup', async () => {
    const shell = '<html lang="en"><title>TenantDesk</title><body><!-- snapshot --><div id="root"></div>';
    await writeFile(join(folder, 'renderer', 'shell.html'), shell);
    const index = { file: join(folder, 'renderer', 'shell.html'), mediaType: 'text/html' };
    const snapshot: StartSnapshot = {
      accountId: 'a'.repeat(32),
      fingerprint: 'f'.repeat(64),
      title: '<b>$& __CSP_NONCE__',
      language: 'en',
      body: ['div', { class: 'row' }, '<!-- snapshot --><img onerror=1>'],
      answers: [[['users.page'], '</script><!--']],
    };
    const withSnapshot = serving({
      files: new Map([...files, ['/', index]]),
      look,
      picture: async () => pictureOf(snapshot),
    });
    const answer = await withSnapshot(new Request('app://console/'));
    const nonce = /'nonce-([^']+)'/u.exec(answer.headers.get('content-security-policy') ?? '')?.[1] ?? '';
    expect(await answer.text()).toBe(
      `<html lang="en" data-appearance="dark" data-density="comfortable"><title>&lt;b&gt;$&amp; __CSP_NONCE__</title><body><style nonce="${nonce}"></style>` +
        `<div id="snapshot" inert aria-hidden="true" data-fingerprint="${'f'.repeat(64)}">` +
        `<div class="row">&lt;!-- snapshot --&gt;&lt;img onerror=1&gt;</div>` +
        `<script type="application/json">[[["users.page"],"\\u003c/script>\\u003c!--"]]</script></div><div id="root"></div>`,
    );
  });
});
