import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/e2e',
  // One window at a time: the tests share a screen and a keyring.
  workers: 1,
  // A test that passes at the second try hides a bug.
  retries: 0,
  timeout: 90_000,
  // Two busy cores take their time; a test that waits for nothing still ends at once.
  expect: { timeout: 15_000 },
  reporter: 'list',
  outputDir: 'test-results',
  use: { trace: 'retain-on-failure' },
});
