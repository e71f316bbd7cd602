import { onTestFinished } from 'vitest';
import { type EngineBackend, type EngineBackendOptions, startEngineBackend } from './engineBackend.ts';
import {
  type ConsoleOptions,
  type EngineConsole,
  openConsole,
  someAccount,
  temporaryCopy,
} from './engineConsole.ts';
import {
  someCustomer,
  someProduct,
  someProfile,
  someRole,
  someTenant,
  someUser,
  tenantIdOf,
} from './engineEntities.ts';
import type { TenantModel } from './engineModel.ts';

export interface Scene {
  readonly backend: EngineBackend;
  readonly tenantId: string;
  readonly tenant: TenantModel;
  /** A console for this backend with a copy on disk, closed when the test ends. */
  readonly openDesk: (options?: Partial<ConsoleOptions>) => Promise<EngineConsole>;
  readonly file: string;
}

/** A backend with one small tenant: two customers, two profiles, a role, a product and some users. */
export async function someScene(users = 20, backendOptions: EngineBackendOptions = {}): Promise<Scene> {
  const backend = await startEngineBackend(someAccount, backendOptions);
  onTestFinished(() => backend.stop());
  const tenantId = tenantIdOf(1);
  const tenant = backend.addTenant(someTenant(1, { userCount: users, customerCount: 2 }));
  tenant.put('role', someRole(tenantId, 1, { name: 'Admin' }));
  tenant.put('product', someProduct(tenantId, 1));
  for (const n of [1, 2]) {
    tenant.put('profile', someProfile(tenantId, n));
    tenant.put('customer', someCustomer(tenantId, n));
  }
  for (let n = 1; n <= users; n += 1) tenant.put('user', someUser(tenantId, n));
  const file = temporaryCopy(onTestFinished);
  return {
    backend,
    tenantId,
    tenant,
    file,
    async openDesk(options = {}) {
      const desk = await openConsole({ backendUrl: backend.url, file, ...options });
      onTestFinished(() => desk.close());
      return desk;
    },
  };
}
