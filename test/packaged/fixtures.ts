import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { projectFolder, startBackend, type RunningBackend } from '../../scripts/runtime/backend.ts';
import { giveTo, ordinaryUser } from '../../scripts/runtime/ordinaryUser.ts';
import { createAssistedDesk, type AssistedDesk } from '#test/support/assistedDesk.ts';
import { createHome, startPackaged, type PackagedApp, type StartOptions } from '#test/support/packagedApp.ts';

type Start = (options?: Partial<Omit<StartOptions, 'home'>>) => Promise<PackagedApp>;

interface TestFixtures {
  /** The home of a person who has not used the console yet. */
  readonly home: string;
  /** Starts the installed console as that person, or the executable that is named. Gone after the test, if not before. */
  readonly start: Start;
  /** An embedded backend with demo data. */
  readonly backend: RunningBackend;
  /** That person, with a console that talks to that backend and is not started yet. */
  readonly desk: AssistedDesk;
}

interface WorkerFixtures {
  /** A folder that every user of the machine may look into, gone after the run. */
  readonly ground: string;
  /** The packaged console as it lies on a machine: nobody but root may change it. */
  readonly installed: string;
}

/** What `npm run package` made. */
const packaged = join(projectFolder, 'dist', 'linux-unpacked');

export const test = base.extend<TestFixtures, WorkerFixtures>({
  ground: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures that are wanted from this pattern
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'tenantdesk-packaged-'));
      await giveTo(ordinaryUser(), folder);
      await use(folder);
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
    { scope: 'worker' },
  ],
  installed: [
    async ({ ground }, use) => {
      // Where the project lies under the home of another user, the ordinary one can't start it there.
      const folder = join(ground, 'installed');
      await cp(packaged, folder, { recursive: true });
      await use(folder);
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  home: async ({ ground }, use, { testId }) => await use(await createHome(join(ground, `home-${testId}`))),
  start: async ({ installed, home }, use, testInfo) => {
    const started: PackagedApp[] = [];
    await use(async (options = {}) => {
      const app = await startPackaged({ executable: join(installed, 'tenantdesk'), home, ...options });
      started.push(app);
      return app;
    });
    for (const app of started) {
      if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach('log', { body: app.log() });
      await app.dispose();
    }
  },
  backend: [
    async ({ ground }, use) => {
      const backend = await startBackend({
        args: ['--port', '0', '--data', join(ground, 'database'), '--demo', 'small'],
        log: join('test-results', 'backend-packaged.log'),
      });
      await use(backend);
      await backend.stop();
    },
    { timeout: 90_000 },
  ],
  desk: async ({ backend, start }, use) => {
    const env = { TENANTDESK_BACKEND: backend.ready.url };
    const desk = createAssistedDesk({ backend: backend.ready, start: async () => await start({ env }) });
    await use(desk);
    await desk.dispose();
  },
});

export { expect } from '@playwright/test';
