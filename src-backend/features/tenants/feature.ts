import { jsonText } from '../../http/jsonText.ts';
import type { Feature } from '../../http/registerRoute.ts';
import { type AccountWithTenants, accountWithTenants } from './store.ts';

/** Who is signed in and where they may work (T1, T2). */
export function createTenantsFeature(): Feature {
  return {
    handlers: {
      'me.get': async ({ account, work }) =>
        jsonText<AccountWithTenants>(await accountWithTenants(work.db, account)),
    },
  };
}
