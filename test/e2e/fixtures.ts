import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { startBackend, type BackendReady } from '../../scripts/runtime/backend.ts';
import { createDesk, type Desk } from '#test/support/desk.ts';
import { createServerDatabase, type ServerDatabase } from '#test/support/serverDatabase.ts';
import { desktops } from './desktops.ts';

interface TestFixtures {
  /** A console with a profile folder of its own, not yet started, talking to the shared backend. */
  readonly desk: Desk;
  /** A folder that is gone after the test. */
  readonly folder: string;
  /** An empty database on the PostgreSQL server, gone after the test. */
  readonly database: ServerDatabase;
}

interface WorkerFixtures {
  /** Everything that a worker starts is on a desktop of its own. */
  readonly ownDesktop: undefined;
  /** One embedded backend with demo data for all tests of a run: each makes its own customers and people. */
  readonly backend: BackendReady;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  ownDesktop: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures that are wanted from this pattern
    async ({}, use, { parallelIndex }) => {
      Object.assign(process.env, desktops[parallelIndex]);
      await use(undefined);
    },
    { scope: 'worker', auto: true },
  ],
  backend: [
    // eslint-disable-next-line no-empty-pattern -- as above
    async ({}, use, { parallelIndex }) => {
      const data = await mkdtemp(join(tmpdir(), 'tenantdesk-backend-'));
      const backend = await startBackend({
        args: ['--port', '0', '--data', join(data, 'database'), '--demo', 'small'],
        log: join('test-results', `backend-${parallelIndex}.log`),
      });
      await use(backend.ready);
      await backend.stop();
      await rm(data, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  // eslint-disable-next-line no-empty-pattern -- as above
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'tenantdesk-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  },
  // eslint-disable-next-line no-empty-pattern -- as above
  database: async ({}, use) => {
    const database = await createServerDatabase();
    await use(database);
    await database.drop();
  },
  desk: async ({ backend, folder }, use, testInfo) => {
    const desk = createDesk({ backend, folder });
    await use(desk);
    if (testInfo.status !== testInfo.expectedStatus) await desk.picture(testInfo.outputPath('window.png'));
    await desk.dispose();
  },
});

export { expect } from '@playwright/test';
