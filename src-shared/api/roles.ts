import { z } from 'zod';
import { entityId, entityVersion } from '../domain/formats.ts';
import { permissions } from '../domain/permissions.ts';
import { knownOf, oneOf } from '../domain/newer.ts';
import { defineRoutes } from './route.ts';

/** What a person may do in administration: a named set of permissions, granted per tenant. */
export const role = z.object({
  id: entityId,
  tenantId: entityId,
  version: entityVersion,
  kind: oneOf(['default', 'custom']),
  name: z.string(),
  permissions: knownOf(permissions),
});
export type Role = z.infer<typeof role>;

export const roleRoutes = defineRoutes({
  'roles.list': {
    summary: 'Roles of a tenant.',
    method: 'GET',
    path: '/v1/tenants/:tenantId/roles',
    access: 'roles.read',
    answer: z.object({ items: z.array(role) }),
  },
});
