import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { chromium, type Page } from 'playwright-core';

const built = join(import.meta.dirname, '../../../out/looking');
/** As strict as the policy under which the window is served, so that what it forbids shows here. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-looking'; img-src 'self' data: blob:; font-src 'self'; connect-src 'none'";
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

export interface Looking {
  /** A page of the window in this state, at this size. */
  readonly open: (
    scenario: string,
    size: { readonly width: number; readonly height: number },
  ) => Promise<Page>;
  readonly close: () => Promise<void>;
}

/** Debian's Chromium on the built harness (`vite build --config test/renderer/support/vite.config.ts`). */
export async function startLooking(executablePath = '/usr/bin/chromium'): Promise<Looking> {
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname;
    const file = join(built, name);
    if (!file.startsWith(built) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-security-policy': policy,
      'content-type': types[extname(file)] ?? 'application/octet-stream',
    });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  return {
    async open(scenario, size) {
      const context = await browser.newContext({ viewport: { ...size } });
      const page = await context.newPage();
      page.on('pageerror', (error) => process.stderr.write(`${scenario}: ${error.message}\n`));
      page.on('console', (message) => {
        if (message.type() === 'error') process.stderr.write(`${scenario}: ${message.text()}\n`);
      });
      await page.goto(`http://127.0.0.1:${port}/looking.html?scenario=${scenario}`);
      return page;
    },
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
