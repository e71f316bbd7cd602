import { expect, test } from 'vitest';
import { changeCopy } from '#test/support/engineConsole.ts';
import { tenantIdOf } from '#test/support/engineEntities.ts';
import { someScene } from '#test/support/engineScene.ts';

const layout = {
  columns: [{ field: 'email', width: 220, hidden: false }],
  sort: 'email',
  direction: 'desc' as const,
  pageSize: 50,
};
const place = { lastTenantId: tenantIdOf(1), lastScreen: { name: 'users' } };

test('how grids were set up is there after the next start, with the place', async () => {
  const { openDesk } = await someScene(0);
  const first = await openDesk();
  await first.value('tenants.all');
  await first.value('place.keep', place);
  await first.value('views.keepLayout', { grid: 'users', layout });
  const tenantId = tenantIdOf(1);
  await first.value('views.keepFilter', { tenantId, grid: 'users', filter: '{"search":"ana"}' });
  await first.value('views.keepFilter', { tenantId, grid: 'customers', filter: '{"search":"x"}' });
  await first.value('views.keepFilter', { tenantId, grid: 'customers', filter: null });
  await first.close();
  const second = await openDesk();
  const { views } = (await second.value('place.read')) ?? {};
  expect(views?.layouts).toEqual({ users: layout });
  expect(views?.filters).toMatchObject([{ grid: 'users', filter: '{"search":"ana"}' }]);
});

test('of its filters an account keeps the newest thirty, and the one of now also after a clock that ran ahead', async () => {
  const { openDesk } = await someScene(0);
  let now = 86_400_000;
  const desk = await openDesk({ clock: { now: () => now } });
  await desk.value('tenants.all');
  await desk.value('place.keep', place);
  const keep = async (grid: string) =>
    await desk.value('views.keepFilter', { tenantId: tenantIdOf(1), grid, filter: '{}' });
  const kept = async () => (await desk.value('place.read'))?.views.filters.map(({ grid }) => grid) ?? [];
  for (let n = 0; n <= 30; n += 1) {
    now += 1;
    await keep(`grid${String(n)}`);
  }
  expect(await kept()).toHaveLength(30);
  expect(await kept()).not.toContain('grid0');
  now = 0;
  await keep('now');
  expect(await kept()).toHaveLength(30);
  expect(await kept()).toContain('now');
});

test('a layout that is damaged or of another version is left out, the others stay', async () => {
  const { openDesk, file } = await someScene(0);
  const first = await openDesk();
  await first.value('place.keep', place);
  await first.close();
  const kept = { users: layout, customers: { columns: 'all' } };
  changeCopy(file, `INSERT INTO facts (name, value) VALUES ('layouts', '${JSON.stringify(kept)}')`);
  const second = await openDesk();
  expect((await second.value('place.read'))?.views.layouts).toEqual({ users: layout });
  await second.close();
  changeCopy(file, `UPDATE facts SET value = '{"users' WHERE name = 'layouts'`);
  const third = await openDesk();
  expect((await third.value('place.read'))?.views.layouts).toEqual({});
});

test('@security nothing is kept of a tenant that is none of the account', async () => {
  const { openDesk } = await someScene(0);
  const desk = await openDesk();
  await desk.value('tenants.all');
  await desk.value('place.keep', place);
  await desk.value('views.keepFilter', {
    tenantId: tenantIdOf(99),
    grid: 'users',
    filter: '{"search":"ana"}',
  });
  expect((await desk.value('place.read'))?.views.filters).toEqual([]);
});
