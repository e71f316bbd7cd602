import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Draft } from '#shared/desktop/drafts.ts';
import { changeCopy, damageCopy, keyOf, readDamaged } from '#test/support/engineConsole.ts';
import { idNumber, someTenant, tenantIdOf } from '#test/support/engineEntities.ts';
import { someScene } from '#test/support/engineScene.ts';
import { draftLimit } from '../../src-engine/features/drafts/draftsWrites.ts';

const typed = 'canary-typed';

const draftOf = (n: number, facts: Partial<Draft> = {}): Draft => ({
  id: idNumber(9, n),
  screen: { name: 'users', customerId: null },
  drawer: { of: 'users', id: idNumber(6, 1) },
  title: 'Edit canary-person',
  subject: 'canary-person',
  content: JSON.stringify({ values: { jobTitle: typed } }),
  ...facts,
});

const idsOf = ({ drafts }: { readonly drafts: readonly Draft[] }): string[] => drafts.map(({ id }) => id);

test('what was typed is kept over the end of the engine, the newest of each form first, until it is dropped', async () => {
  const { tenantId, openDesk } = await someScene(0);
  const first = await openDesk({ clock: { now: () => 1000 } });
  await first.value('tenants.all');
  await first.value('drafts.keep', { tenantId, draft: draftOf(1, { content: 'first' }) });
  await first.value('drafts.keep', { tenantId, draft: draftOf(2) });
  await first.close();
  const second = await openDesk({ clock: { now: () => 2000 } });
  await second.value('drafts.keep', { tenantId, draft: draftOf(1, { content: 'second' }) });
  expect((await second.value('drafts.all')).drafts).toEqual([
    { ...draftOf(1, { content: 'second' }), tenantKey: keyOf(tenantId), keptAt: '1970-01-01T00:00:02.000Z' },
    { ...draftOf(2), tenantKey: keyOf(tenantId), keptAt: '1970-01-01T00:00:01.000Z' },
  ]);
  await second.value('drafts.drop', { tenantId, id: idNumber(9, 1) });
  expect(idsOf(await second.value('drafts.all'))).toEqual([idNumber(9, 2)]);
});

test('an account keeps so many drafts, and what is too long is refused', async () => {
  const { tenantId, openDesk } = await someScene(0);
  let now = 0;
  const desk = await openDesk({ clock: { now: () => (now += 1000) } });
  await desk.value('tenants.all');
  for (let n = 0; n <= draftLimit; n += 1) await desk.value('drafts.keep', { tenantId, draft: draftOf(n) });
  const ids = idsOf(await desk.value('drafts.all'));
  expect(ids).toHaveLength(draftLimit);
  expect(ids).not.toContain(idNumber(9, 0));
  const long = draftOf(1, { content: 'x'.repeat(400_001) });
  expect((await desk.error('drafts.keep', { tenantId, draft: long })).code).toBe('VALIDATION_FAILED');
});

test('a clock that ran ahead for a day costs nothing of what is typed after it', async () => {
  const { tenantId, openDesk } = await someScene(0);
  const day = 86_400_000;
  let now = day;
  const desk = await openDesk({ clock: { now: () => now } });
  await desk.value('tenants.all');
  for (let n = 1; n <= draftLimit; n += 1) await desk.value('drafts.keep', { tenantId, draft: draftOf(n) });
  now = 0;
  await desk.value('drafts.keep', { tenantId, draft: draftOf(99) });
  const ids = idsOf(await desk.value('drafts.all'));
  expect(ids).toHaveLength(draftLimit);
  expect(ids).toContain(idNumber(9, 99));
});

test('@security a tenant that the account lost takes its drafts with it, and none is kept of it any more', async () => {
  const { backend, tenantId, openDesk } = await someScene(0);
  backend.addTenant(someTenant(2));
  const desk = await openDesk();
  await desk.value('tenants.all');
  await desk.open(tenantId);
  await desk.value('drafts.keep', { tenantId, draft: draftOf(1) });
  await desk.value('drafts.keep', { tenantId: tenantIdOf(2), draft: draftOf(2) });
  backend.tenants.delete(tenantIdOf(2));
  await desk.value('sync.now', { tenantId });
  expect(idsOf(await desk.value('drafts.all'))).toEqual([idNumber(9, 1)]);
  const late = await desk.error('drafts.keep', { tenantId: tenantIdOf(2), draft: draftOf(3) });
  expect(late.code).toBe('NOT_FOUND');
  expect(idsOf(await desk.value('drafts.all'))).toEqual([idNumber(9, 1)]);
});

test('@security a sign-out leaves nothing of what was typed', async () => {
  const { tenantId, openDesk, file } = await someScene(0);
  const desk = await openDesk();
  await desk.value('tenants.all');
  await desk.value('drafts.keep', { tenantId, draft: draftOf(1) });
  await desk.close({ wipe: true });
  expect(readdirSync(dirname(file))).toEqual([]);
});

test('@security what was typed lies on the disk encrypted, and not in the log', async () => {
  const { tenantId, openDesk, file } = await someScene(0);
  const desk = await openDesk();
  await desk.value('tenants.all');
  await desk.value('drafts.keep', { tenantId, draft: draftOf(1) });
  await desk.call('drafts.keep', { tenantId, draft: draftOf(1, { title: 7 as never }) });
  const look = (): void => {
    for (const name of readdirSync(dirname(file)))
      expect(readFileSync(join(dirname(file), name)).includes('canary')).toBe(false);
    expect(desk.logLines.join('\n')).not.toContain('canary');
  };
  look();
  await desk.close();
  look();
});

test('without a keychain it lives as long as the engine', async () => {
  const { tenantId, openDesk } = await someScene(0);
  const desk = await openDesk({ file: null });
  await desk.value('tenants.all');
  await desk.value('drafts.keep', { tenantId, draft: draftOf(1) });
  expect(idsOf(await desk.value('drafts.all'))).toEqual([idNumber(9, 1)]);
});

test('it survives a copy that is damaged elsewhere, and a copy that never had any gets its table', async () => {
  const { tenantId, openDesk, file } = await someScene(2000);
  const first = await openDesk();
  await first.close();
  changeCopy(file, 'DROP TABLE drafts');
  const second = await openDesk();
  await second.value('tenants.all');
  await second.value('drafts.keep', { tenantId, draft: draftOf(1) });
  await second.open(tenantId);
  await second.close();
  damageCopy(file);
  const desk = await openDesk();
  await desk.open(tenantId);
  await readDamaged(desk, tenantId);
  expect(desk.logLines.some((line) => line.includes('set aside'))).toBe(true);
  expect(idsOf(await desk.value('drafts.all'))).toEqual([idNumber(9, 1)]);
});

test('what another version kept in other words is left where it is', async () => {
  const { tenantId, openDesk, file } = await someScene(0);
  const first = await openDesk();
  await first.value('tenants.all');
  await first.value('drafts.keep', { tenantId, draft: draftOf(1) });
  await first.value('drafts.keep', { tenantId, draft: draftOf(2) });
  await first.close();
  changeCopy(
    file,
    `UPDATE drafts SET draft = '{"later":true}' WHERE id = x'${idNumber(9, 1).replaceAll('-', '')}'`,
  );
  const second = await openDesk();
  expect(idsOf(await second.value('drafts.all'))).toEqual([idNumber(9, 2)]);
  expect(second.logLines).toEqual([]);
});
