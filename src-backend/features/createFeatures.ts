import type { BackendParts } from '../parts.ts';
import type { Feature } from '../http/feature.ts';
import { createActivation } from './activation/createActivation.ts';
import { createBulkFeature } from './bulk/routes.ts';
import { createCustomersFeature } from './customers/routes.ts';
import { createProfilesFeature } from './profiles/routes.ts';
import { createRolesFeature } from './roles/routes.ts';
import { createUsersFeature } from './users/routes.ts';

/** What administrators do in a tenant: customers, users, profiles, roles, and bulk actions on users. */
export function createFeatures(parts: BackendParts): readonly Feature[] {
  const activation = createActivation(parts);
  return [
    createCustomersFeature(parts),
    createUsersFeature({ ...parts, activation }),
    createProfilesFeature(parts),
    createRolesFeature(),
    createBulkFeature({ ...parts, activation }),
  ];
}
