import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { EngineBackend } from '#test/support/engineBackend.ts';
import { type EngineConsole, openConsole, temporaryCopy } from '#test/support/engineConsole.ts';
import { kept, keptPlace, keptUserId, startKeptBackend } from '#test/support/keptCopy.ts';

const fixtures = join(import.meta.dirname, 'fixtures', 'copies');
const written = mkdtempSync(join(tmpdir(), 'tenantdesk-written-'));
afterAll(() => rmSync(written, { recursive: true, force: true }));
// What this version leaves behind now is among them, so that the fixture of the next release can be written.
execFileSync(process.execPath, [join(fixtures, 'writeCopy.ts'), written, 'now']);

/** Copies without their ending: each as it was closed, and with the log that a killed console left. */
const copies = [fixtures, written].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.killed-wal'))
    .map((name) => ({ folder, name: name.replace('.killed-wal', '') })),
);

/** The backend as it was when the copies were made, and a console that goes on with one of them. */
async function goOnWith(fixture: string, { killed = false } = {}) {
  const file = temporaryCopy(onTestFinished);
  mkdirSync(dirname(file), { recursive: true });
  copyFileSync(`${fixture}.db`, file);
  if (killed) copyFileSync(`${fixture}.killed-wal`, `${file}-wal`);
  const backend = await startKeptBackend();
  onTestFinished(() => backend.stop());
  const open = async (backendUrl = backend.url): Promise<EngineConsole> => {
    const desk = await openConsole({ backendUrl, file });
    onTestFinished(() => desk.close());
    return desk;
  };
  // Nobody listens there: what is shown comes out of the file.
  return { backend, file, open, openOffline: () => open('http://127.0.0.1:9') };
}

const usersAt = (backend: EngineBackend, tenantId: string) => [
  ...(backend.tenants.get(tenantId)?.rows.user.values() ?? []),
];

/** What the console shows of each user, beside what the backend has. */
async function expectAllUsers(desk: EngineConsole, backend: EngineBackend, tenantId: string): Promise<void> {
  const { rows } = await desk.value('users.page', { tenantId, filter: {}, limit: 100 });
  const users = usersAt(backend, tenantId);
  expect(rows.map(({ id, name, email }) => ({ id, name, email })).toSorted(byId)).toEqual(
    users
      .map(({ id, firstName, lastName, email }) => ({ id, name: `${firstName} ${lastName}`, email }))
      .toSorted(byId),
  );
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => a.id.localeCompare(b.id);

/** How often each tenant is loaded from its beginning. */
function loadsAt(backend: EngineBackend): () => number[] {
  const spies = [...backend.tenants.values()].map((tenant) => vi.spyOn(tenant, 'page'));
  return () =>
    spies.map((spy) => {
      const loads = spy.mock.calls.filter(([cursor]) => cursor === null).length;
      spy.mockClear();
      return loads;
    });
}

async function expectWishes(desk: EngineConsole, pinned: readonly string[]): Promise<void> {
  const { tenants, account } = await desk.value('tenants.all');
  expect(account.firstName).toBe('Ada');
  expect(tenants.map(({ id }) => id)).toEqual(Object.values(kept));
  expect(tenants.filter((tenant) => tenant.pinned).map(({ id }) => id)).toEqual(pinned);
  expect(tenants.map(({ recentRank }) => recentRank)).toEqual([1, 0, 2]);
  expect(await desk.value('place.read')).toMatchObject(keptPlace);
}

async function expectEverything(desk: EngineConsole, backend: EngineBackend): Promise<void> {
  // In the order in which the account opened them, so that the recent ones stay as they were.
  for (const tenantId of [kept.partly, kept.own, kept.managed]) {
    await desk.open(tenantId);
    await expectAllUsers(desk, backend, tenantId);
    for (const user of usersAt(backend, tenantId))
      expect(await desk.value('users.one', { tenantId, userId: user.id })).toMatchObject(user);
  }
  expect(desk.logLines).toEqual([]);
}

describe.each(copies)('A copy that $name left', ({ folder, name }) => {
  const fixture = join(folder, name);
  const isOfToday = folder === written;

  test('shows its rows at once with nobody to ask, and what the account wished', async () => {
    const { backend, openOffline } = await goOnWith(fixture);
    const desk = await openOffline();
    await expectWishes(desk, [kept.own]);
    for (const tenantId of [kept.own, kept.managed]) {
      await expectAllUsers(desk, backend, tenantId);
      expect((await desk.value('customers.page', { tenantId })).rows).toHaveLength(3);
      const { profiles, products } = await desk.value('profiles.all', { tenantId });
      expect([profiles.length, products.length]).toEqual([3, 1]);
      expect((await desk.value('roles.all', { tenantId })).roles).toHaveLength(2);
      for (const search of ['müller', 'Muller Anna']) {
        const found = await desk.value('users.page', { tenantId, filter: { search } });
        expect(found.rows).toHaveLength(2);
      }
    }
    // Of this one not everything had come, so nothing is shown as if it had.
    const partly = { tenantId: kept.partly, filter: {} };
    expect((await desk.error('users.page', partly)).code).toBe('OFFLINE');
  });

  test('comes to what this version knows by one load, and not by a second', async () => {
    const { backend, open } = await goOnWith(fixture);
    const loads = loadsAt(backend);
    const desk = await open();
    await expectEverything(desk, backend);
    // One that this version wrote goes on where it was.
    for (const times of loads()) expect(times).toBeLessThanOrEqual(isOfToday ? 0 : 1);
    await desk.close();
    const again = await open();
    await expectEverything(again, backend);
    expect(loads()).toEqual([0, 0, 0]);
    await expectWishes(again, [kept.own]);
  });

  test('goes on with the last writes of a console that was killed', async () => {
    const { backend, openOffline, open, file } = await goOnWith(fixture, { killed: true });
    const offline = await openOffline();
    await expectWishes(offline, [kept.own, kept.managed]);
    await expectAllUsers(offline, backend, kept.own);
    await offline.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
    await expectEverything(await open(), backend);
  });
});

test('a copy into which an older version wrote, which did not know a field, gets the values that are missing', async () => {
  const { backend, open, openOffline } = await goOnWith(
    join(fixtures, '2026-11-30-4dd5bd7-visited-by-d73dae2'),
  );
  const tenant = backend.tenants.get(kept.own);
  for (const n of [3, 4]) {
    const user = tenant?.rows.user.get(keptUserId(kept.own, n));
    if (user !== undefined)
      tenant?.put('user', { ...user, version: 2, jobTitle: 'Visited', employeeNumber: `V-${String(n)}` });
  }
  const offline = await openOffline();
  const stale = { tenantId: kept.own, userId: keptUserId(kept.own, 4) };
  // The older version took the change in, but for the field that it did not know.
  expect(await offline.value('users.one', stale)).toMatchObject({ jobTitle: 'Visited', employeeNumber: '' });
  const { tenants } = await offline.value('tenants.all');
  expect(tenants.filter(({ pinned }) => pinned)).toHaveLength(2);
  await offline.close();
  await expectEverything(await open(), backend);
});
