import { setTimeout } from 'node:timers/promises';
import Driver from 'better-sqlite3-multiple-ciphers';
import { expect, test } from 'vitest';
import { someKey } from '#test/support/engineConsole.ts';
import { idNumber, someUser } from '#test/support/engineEntities.ts';
import { someScene } from '#test/support/engineScene.ts';

test('of a kind that only a newer console knows nothing is taken in, and everything else goes on', async () => {
  const { backend, tenant, tenantId, openDesk } = await someScene(3);
  const cursors: (string | null)[] = [null];
  backend.fault = (request) => {
    if (!request.endsWith('/changes')) return null;
    const page = tenant.page(cursors.at(-1) ?? null, 1000);
    if (page === null) return null;
    cursors.push(page.cursor);
    const invoice = { id: idNumber(9, 1), tenantId, version: 1, amount: 12 };
    const newer = {
      ...page,
      visible: [...page.visible, 'invoice'],
      invoices: [invoice],
      removed: [...page.removed, { entity: 'invoice', id: idNumber(9, 2) }],
    };
    return { kind: 'body', json: JSON.stringify(newer) };
  };
  const desk = await openDesk();
  await desk.open(tenantId);
  expect((await desk.value('users.page', { tenantId, filter: {} })).rows).toHaveLength(3);
  tenant.put('user', someUser(tenantId, 1, { version: 2, firstName: 'Renamed' }));
  tenant.remove('user', idNumber(6, 2));
  expect(await desk.value('sync.now', { tenantId })).toMatchObject({ phase: 'up-to-date', problem: null });
  const { rows } = await desk.value('users.page', { tenantId, filter: {} });
  expect(rows.map(({ firstName }) => firstName)).toEqual(['First3', 'Renamed']);
});

test('a copy from before a kind was known is loaded again, once, and shows meanwhile what it has', async () => {
  const { backend, tenant, tenantId, openDesk, file } = await someScene(3);
  const first = await openDesk();
  await first.open(tenantId);
  await first.close();
  const older = new Driver(file, {});
  older.pragma("cipher = 'chacha20'");
  older.pragma(`key = 'raw:${someKey}'`);
  older.exec(`UPDATE facts SET value = 'role,product,profile,user' WHERE name = 'kinds'`);
  older.close();

  // What no change tells of arrives with a load only.
  const rename = (firstName: string) =>
    tenant.rows.user.set(idNumber(6, 1), someUser(tenantId, 1, { firstName }));
  const nameOf = async (desk: typeof first) =>
    (await desk.value('users.one', { tenantId, userId: idNumber(6, 1) })).firstName;
  rename('Loaded');
  await backend.stop();
  const offline = await openDesk();
  expect(await nameOf(offline)).toBe('First1');
  await offline.close();
  await backend.start();
  for (const _ of ['loads again', 'not a second time']) {
    const desk = await openDesk();
    await desk.open(tenantId);
    while ((await desk.value('sync.now', { tenantId })).phase !== 'up-to-date') await setTimeout(5);
    expect(await nameOf(desk)).toBe('Loaded');
    await desk.close();
    rename('Untold');
  }
});
