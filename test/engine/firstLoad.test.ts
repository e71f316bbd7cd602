import { expect, onTestFinished, test } from 'vitest';
import { openConsole, someAccount, temporaryCopy } from '#test/support/engineConsole.ts';
import { startEngineBackend } from '#test/support/engineBackend.ts';
import {
  idNumber,
  someCustomer,
  someProfile,
  someTenant,
  someUser,
  tenantIdOf,
} from '#test/support/engineEntities.ts';

test('smoke', async () => {
  const backend = await startEngineBackend(someAccount);
  onTestFinished(() => backend.stop());
  const tenantId = tenantIdOf(1);
  const tenant = backend.addTenant(someTenant(1));
  tenant.put('customer', someCustomer(tenantId, 1));
  tenant.put('profile', someProfile(tenantId, 1));
  for (let n = 1; n <= 120; n += 1)
    tenant.put('user', someUser(tenantId, n, { profileIds: [idNumber(4, 1)] }));
  const console = await openConsole({ backendUrl: backend.url, file: temporaryCopy(onTestFinished) });
  onTestFinished(() => console.close());
  await console.open(tenantId);
  const page = await console.value('users.page', { tenantId, filter: {} });
  expect(page.rows.length).toBe(50);
  expect(page.total).toBe(120);
  expect(page.provenance.source).toBe('copy');
  expect(page.rows[0]?.profileNames).toEqual(['Profile 1']);
});
