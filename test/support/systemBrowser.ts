import { existsSync } from 'node:fs';
import { chromium, type Browser } from '@playwright/test';

const debianChromium = '/usr/bin/chromium';

/** A browser for the person's own pages: sign-in, activation. Debian's where there is one, else Playwright's. */
export async function openBrowser(): Promise<Browser> {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  return await chromium.launch({
    headless: true,
    ...(existsSync(debianChromium) ? { executablePath: debianChromium } : {}),
    args: [
      ...(asRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
