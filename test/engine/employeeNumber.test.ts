import { expect, test } from 'vitest';
import { changeCopy } from '#test/support/engineConsole.ts';
import { idNumber, someUser } from '#test/support/engineEntities.ts';
import { someScene } from '#test/support/engineScene.ts';

test('the copy finds an employee number with and without its dash, by a part of it too, and shows it in the form', async () => {
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
  for (const part of ['E1042', 'e 1042', '1042', 'E-104', 'Ｅ－１０４２'])
    expect(await found(part)).toEqual([[idNumber(6, 7)], 1]);
  expect(await found('E-10423')).toEqual([[], 0]);
  const { total } = await desk.value('users.page', {
    tenantId,
    filter: { search: 'e-1042', customerId: idNumber(5, 2) },
  });
  expect(total).toBe(0);
  expect(await desk.value('users.one', { tenantId, userId: idNumber(6, 7) })).toMatchObject({
    employeeNumber: 'E-1042',
  });
});

test('a copy from before there were employee numbers gets the column, and the numbers with the next load', async () => {
  const { tenant, tenantId, openDesk, file } = await someScene(3);
  tenant.put('user', someUser(tenantId, 1, { employeeNumber: 'E-1042' }));
  const first = await openDesk();
  await first.open(tenantId);
  await first.close();
  changeCopy(
    file,
    `ALTER TABLE users_0 DROP COLUMN employee_number;
     UPDATE users_0 SET name_text = name_key;
     DELETE FROM facts WHERE name = 'users.columns'`,
  );
  const desk = await openDesk();
  await desk.open(tenantId);
  await expect
    .poll(async () => (await desk.value('users.page', { tenantId, filter: { search: 'e-1042' } })).total)
    .toBe(1);
});
