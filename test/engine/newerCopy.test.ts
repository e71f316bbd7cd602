import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src-engine/cache/database.ts';
import { readFact } from '../../src-engine/cache/facts.ts';
import { migrations } from '../../src-engine/migrations/index.ts';
import {
  changeCopy,
  type EngineConsole,
  someAccount,
  someKey,
  temporaryCopy,
} from '#test/support/engineConsole.ts';
import { idNumber, someUser } from '#test/support/engineEntities.ts';
import { someScene } from '#test/support/engineScene.ts';

/** What a newer version may have added beside what this one knows. */
const additions = `
  ALTER TABLE users_0 ADD COLUMN badge TEXT NOT NULL DEFAULT '';
  UPDATE users_0 SET badge = 'B-7';
  CREATE TABLE invoices (tenant INTEGER NOT NULL, id BLOB NOT NULL, PRIMARY KEY (tenant, id)) STRICT, WITHOUT ROWID;
  INSERT INTO facts (name, value) VALUES ('invoices.fields', 'number,amount');
  UPDATE facts SET value = value || ',badge' WHERE name = 'users.columns';
  UPDATE facts SET value = value || ',invoice' WHERE name = 'kinds'`;
const newerNumber = `PRAGMA user_version = ${String(migrations.length + 1)}`;

const refused = {
  type: 'open-failed',
  error: expect.objectContaining({ code: 'CACHE_UNAVAILABLE', details: { reason: 'newer-version' } }),
};

/** A copy of three users, pinned, closed. */
async function someCopy() {
  const scene = await someScene(3);
  const desk = await scene.openDesk();
  await desk.open(scene.tenantId);
  await desk.value('tenants.pin', { tenantId: scene.tenantId, pinned: true });
  await desk.close();
  return scene;
}

/** The file and its write-ahead log as they lie there now, as if whoever has them open were killed. */
function temporaryCopyOf(file: string): string {
  const killed = temporaryCopy(onTestFinished);
  mkdirSync(dirname(killed), { recursive: true });
  for (const end of ['', '-wal']) copyFileSync(file + end, killed + end);
  return killed;
}

const rowsOf = async (desk: EngineConsole, tenantId: string) =>
  (await desk.value('users.page', { tenantId, filter: {} })).rows;

test('a copy of a newer version is refused with its reason, stays byte for byte as it is, and opens when that version is back', async () => {
  const { backend, tenantId, openDesk, file } = await someCopy();
  changeCopy(file, `${additions}; ${newerNumber}`);
  const before = readFileSync(file);
  const desk = await openDesk();
  expect(desk.messages).toContainEqual(expect.objectContaining(refused));
  await desk.close();
  expect(readFileSync(file).equals(before)).toBe(true);
  for (const end of ['.aside', '-wal']) expect(existsSync(file + end)).toBe(false);

  // The version that wrote it knows this number.
  changeCopy(file, `PRAGMA user_version = ${String(migrations.length)}`);
  await backend.stop();
  const back = await openDesk();
  expect(await rowsOf(back, tenantId)).toHaveLength(3);
  expect((await back.value('tenants.all')).tenants).toMatchObject([{ pinned: true }]);
  await back.close();
  await backend.start();
});

test('of a newer version that was killed the last writes stay beside the copy, byte for byte too', async () => {
  const { openDesk, file } = await someCopy();
  const newer = openDatabase({ copy: { file, keyHex: someKey }, nativeBinding: null }, { cacheKiB: 1024 });
  onTestFinished(() => newer.close());
  newer.writable.execute(newerNumber);
  const killed = temporaryCopyOf(file);
  const before = [readFileSync(killed), readFileSync(`${killed}-wal`)];
  const desk = await openDesk({ file: killed });
  expect(desk.messages).toContainEqual(expect.objectContaining(refused));
  await desk.close();
  expect([readFileSync(killed), readFileSync(`${killed}-wal`)]).toEqual(before);
});

test('another account beside it works as ever', async () => {
  const { backend, tenantId, openDesk, file } = await someCopy();
  changeCopy(file, newerNumber);
  const desk = await openDesk();
  const account = { id: 'other', backendUrl: backend.url, profile: someAccount, homeTenantName: 'Tenant 1' };
  desk.tell({ type: 'open', account, copy: { file: temporaryCopy(onTestFinished), keyHex: someKey } });
  const asked = desk.raw('tenants.all', JSON.stringify({ accountId: 'other' }));
  expect(JSON.parse(await asked)).toMatchObject({ ok: true, value: { tenants: [{ id: tenantId }] } });
  expect(desk.messages.filter(({ type }) => type === 'open-failed')).toHaveLength(1);
  desk.tell({ type: 'close', accountId: 'other', wipe: false });
});

test('what a newer version only added stops nothing: this one reads and writes, and notes that it did not know it', async () => {
  const { tenant, tenantId, openDesk, file } = await someCopy();
  changeCopy(file, additions);
  tenant.put('user', someUser(tenantId, 1, { version: 2, firstName: 'Renamed' }));
  tenant.put('user', someUser(tenantId, 4));
  const desk = await openDesk();
  await desk.open(tenantId);
  expect(await desk.value('sync.now', { tenantId })).toMatchObject({ phase: 'up-to-date', problem: null });
  expect(await rowsOf(desk, tenantId)).toHaveLength(4);
  const one = await desk.value('users.one', { tenantId, userId: idNumber(6, 1) });
  expect(one.firstName).toBe('Renamed');
  await desk.close();

  // By these the newer version sees that its fields and kinds have to come again.
  const found = openDatabase({ copy: { file, keyHex: someKey }, nativeBinding: null }, { cacheKiB: 1024 });
  onTestFinished(() => found.close());
  expect(readFact(found.readable, 'users.columns')).not.toContain('badge');
  expect(readFact(found.readable, 'kinds')).not.toContain('invoice');
  // What it put there stays.
  expect(readFact(found.readable, 'invoices.fields')).toBe('number,amount');
  const badges = found.readable.all(`SELECT DISTINCT badge FROM users_0 WHERE badge <> ''`);
  expect(badges).toEqual([{ badge: 'B-7' }]);
});
