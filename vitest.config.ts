import { defineConfig } from 'vitest/config';
import { screenTitles } from './scripts/screenTitles.ts';
import { tmpInMemory } from './test/support/tmpInMemory.ts';

tmpInMemory();

/** The backend's tests run twice, on the embedded PostgreSQL and on a real one (scripts/with-postgres.ts starts it). */
const backendOn = (database: 'pglite' | 'postgres') => ({
  extends: true as const,
  test: {
    name: `backend-${database}`,
    include: ['test/backend/**/*.test.ts'],
    env: { TENANTDESK_TEST_DATABASE: database },
    testTimeout: 30_000,
    // The first test of a file creates its database.
    hookTimeout: 60_000,
  },
});

export default defineConfig({
  plugins: [screenTitles],
  test: {
    // Native addons and databases want a process of their own; two, because small machines have two cores.
    pool: 'forks',
    maxWorkers: 2,
    reporters: ['default'],
    // What is waited for comes, but late on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/{shared,layering,network,scripts,renderer,main,preload,bench}/**/*.test.{ts,tsx}'],
          // Files that render say so themselves: // @vitest-environment jsdom
          environment: 'node',
          // A grid in jsdom takes seconds on a busy machine; nothing waits for time to pass.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'engine',
          include: ['test/engine/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      backendOn('pglite'),
      backendOn('postgres'),
    ],
  },
});
