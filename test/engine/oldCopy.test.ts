import { copyFileSync, mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { startTestBackend } from '#test/support/backend.ts';
import { earlier, earlierCopy, startEarlierDatabase } from '#test/support/earlierVersion.ts';
import { type EngineConsole, openConsole, temporaryCopy } from '#test/support/engineConsole.ts';
import { createChangesFeature } from '../../src-backend/features/changes/feature.ts';
import { administrationFeatures } from '#test/support/features.ts';
import { createTenantsFeature } from '../../src-backend/features/tenants/feature.ts';

beforeAll(() => {
  vi.useFakeTimers({
    toFake: ['Date'],
    now: Date.parse(earlier.madeAt) + 60_000,
    shouldAdvanceTime: true,
  });
});
afterAll(() => vi.useRealTimers());

const { tenantId } = earlier;

test('a copy that an earlier version wrote opens with its rows, and loads them again for the fields that it lacks', async () => {
  const backend = await startTestBackend({
    on: await startEarlierDatabase(),
    features: (parts) => [
      createTenantsFeature(),
      createChangesFeature(parts),
      ...administrationFeatures(parts),
    ],
  });
  onTestFinished(() => backend.close());
  const { token } = backend.signIn({
    tenantId,
    userId: earlier.admin.userId,
    email: earlier.admin.email,
  });
  const file = temporaryCopy(onTestFinished);
  mkdirSync(dirname(file), { recursive: true });
  copyFileSync(earlierCopy, file);
  const open = (backendUrl: string): Promise<EngineConsole> =>
    openConsole({
      backendUrl,
      file,
      keyHex: earlier.copy.keyHex,
      token: () => ({ ok: true, value: token }),
    });
  const rowsIn = async (desk: EngineConsole) =>
    (await desk.value('users.page', { tenantId, filter: {}, limit: 100 })).rows;

  // Nobody listens there: all that is shown comes out of the file.
  const offline = await open('http://127.0.0.1:9');
  const rows = await rowsIn(offline);
  expect(rows.map(({ id, name, email }) => ({ id, name, email }))).toEqual(earlier.copy.rows);
  const { tenants } = await offline.value('tenants.all');
  expect(tenants.find(({ id }) => id === tenantId)).toMatchObject({ name: 'Nord', pinned: true });
  await offline.close();

  const asked: URL[] = [];
  await backend.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = backend.app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${String(port)}`;
  backend.app.server.on('request', (request) => void asked.push(new URL(request.url ?? '', url)));
  const online = await open(url);
  onTestFinished(() => online.close());
  await online.open(tenantId);
  const pages = asked.filter(({ pathname }) => pathname.endsWith('/changes'));
  expect(pages.length).toBeGreaterThan(0);
  // Users have a field more than that version knew: its rows are loaded again behind those that are there.
  expect(pages[0]?.searchParams.has('cursor')).toBe(false);
  for (const page of pages.slice(1)) expect(page.searchParams.has('cursor')).toBe(true);
  expect(await rowsIn(online)).toHaveLength(earlier.copy.rows.length);
  expect(await online.value('users.one', { tenantId, userId: earlier.users.mira })).toMatchObject({
    jobTitle: 'Changed after the copy was closed',
  });
  expect(online.logLines.filter((line) => line.includes('set aside'))).toEqual([]);
});
