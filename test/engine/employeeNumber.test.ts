import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src-engine/cache/database.ts';
import { copyContents, syncWrites } from '../../src-engine/copyContents.ts';
import { prepareForWrites } from '../../src-engine/cache/contents.ts';
import { filterSql } from '../../src-engine/features/users/usersFilter.ts';
import { candidatesOf } from '../../src-engine/features/users/usersCandidates.ts';
import { syncRowOf } from '../../src-engine/sync/syncRow.ts';
import { changeCopy, openConsole, someAccount, someKey } from '#test/support/engineConsole.ts';
import { idNumber, someUser, tenantIdOf } from '#test/support/engineEntities.ts';
import { fillCopy } from '#test/support/engineFixture.ts';
import { someScene } from '#test/support/engineScene.ts';

test('the copy finds an employee number by its whole value, whatever the case, and shows it in the form', async () => {
  const { tenant, tenantId, openDesk } = await someScene(30);
  tenant.put('user', someUser(tenantId, 7, { employeeNumber: 'E-1042' }));
  tenant.put('user', someUser(tenantId, 8, { employeeNumber: 'E7' }));
  const desk = await openDesk();
  await desk.open(tenantId);
  const found = async (search: string) => {
    const { rows, total } = await desk.value('users.page', { tenantId, filter: { search } });
    return [rows.map(({ id }) => id), total];
  };
  expect(await found('E-1042')).toEqual([[idNumber(6, 7)], 1]);
  expect(await found('e-1042 ')).toEqual([[idNumber(6, 7)], 1]);
  expect(await found('e7')).toEqual([[idNumber(6, 8)], 1]);
  expect(await found('1042')).toEqual([[], 0]);
  expect(await found('E-104')).toEqual([[], 0]);
  const { total } = await desk.value('users.page', {
    tenantId,
    filter: { search: 'e-1042', customerId: idNumber(5, 2) },
  });
  expect(total).toBe(0);
  expect(await desk.value('users.one', { tenantId, userId: idNumber(6, 7) })).toMatchObject({
    employeeNumber: 'E-1042',
  });
});

test('a copy from before there were employee numbers gets column, key and index, and the numbers with the next load', async () => {
  const { tenant, tenantId, openDesk, file } = await someScene(3);
  tenant.put('user', someUser(tenantId, 1, { employeeNumber: 'E-1042' }));
  const first = await openDesk();
  await first.open(tenantId);
  await first.close();
  changeCopy(
    file,
    `DROP INDEX users_0_by_employee_number_key;
     ALTER TABLE users_0 DROP COLUMN employee_number;
     ALTER TABLE users_0 DROP COLUMN employee_number_key;
     DELETE FROM facts WHERE name = 'users.columns'`,
  );
  const desk = await openDesk();
  await desk.open(tenantId);
  await expect
    .poll(async () => (await desk.value('users.page', { tenantId, filter: { search: 'e-1042' } })).total)
    .toBe(1);
});

test('among many users the number is found by its index, and counted beside those whose name has the term', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantdesk-numbers-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'copy.db');
  const tenantId = tenantIdOf(1);
  fillCopy({ file, keyHex: someKey, account: someAccount, users: 6000, customers: 20 });
  const copy = openDatabase(
    { copy: { file, keyHex: someKey }, nativeBinding: null },
    { functions: copyContents.functions, cacheKiB: 16_384 },
  );
  prepareForWrites(copy.writable, copyContents);
  // "com" is in every address; the number of this one is all that it is searched by.
  const user = someUser(tenantId, 9001, { email: 'a@b.test', employeeNumber: 'COM' });
  syncWrites.applyEffect.run(copy.writable, {
    tenantId,
    kind: 'user',
    effect: { json: JSON.stringify(user) },
    now: 0,
  });
  const filter = filterSql(copy.readable, syncRowOf(copy.readable, tenantId)!, {
    filter: { search: 'com' },
    now: 0,
  })!;
  const statements: string[] = [];
  const recording = {
    ...copy.readable,
    all: <T>(text: string, parameters = {}) => {
      statements.push(
        ...copy.readable
          .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`, parameters)
          .map(({ detail }) => detail),
      );
      return copy.readable.all<T>(text, parameters);
    },
  };
  // All others have the term too, so that there are too many to be sorted.
  expect(candidatesOf(recording, filter)).toBeNull();
  expect(statements.filter((detail) => detail.startsWith('SEARCH u'))).toEqual([
    expect.stringContaining(
      'SEARCH u USING COVERING INDEX users_0_by_employee_number_key (tenant=? AND employee_number_key=?)',
    ),
    expect.stringContaining('SEARCH u USING INTEGER PRIMARY KEY'),
  ]);
  copy.close();

  const desk = await openConsole({ backendUrl: 'http://127.0.0.1:1', file });
  onTestFinished(() => desk.close());
  const page = await desk.value('users.page', { tenantId, filter: { search: 'com' }, limit: 100 });
  expect([page.total, page.totalIsExact]).toEqual([6001, true]);
});
