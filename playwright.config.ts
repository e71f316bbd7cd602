import { defineConfig } from '@playwright/test';
import { desktops } from './test/e2e/desktops.ts';
import { tmpInMemory } from './test/support/tmpInMemory.ts';

tmpInMemory();

export default defineConfig({
  projects: [
    { name: 'e2e', testDir: 'test/e2e' },
    // One story and many starts, of the package as it is: no driver inside, no switch that a user could not give.
    { name: 'packaged', testDir: 'test/packaged', timeout: 180_000 },
  ],
  // One window on each desktop: a screen and a keyring are not shared.
  workers: desktops.length,
  // A test that passes at the second try hides a bug.
  retries: 0,
  timeout: 90_000,
  // Two busy cores take their time; a test that waits for nothing still ends at once.
  expect: { timeout: 15_000 },
  reporter: 'list',
  outputDir: 'test-results',
  use: { trace: 'retain-on-failure' },
});
