import type { Feature } from '../../http/registerRoute.ts';
import { listRoles } from './store.ts';

/** Roles of a tenant: the default ones of R1, and later its own. */
export function createRolesFeature(): Feature {
  return {
    handlers: {
      'roles.list': async ({ work }) => ({ items: [...(await listRoles(work.db, work.tenantId))] }),
    },
  };
}
