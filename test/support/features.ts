import { createActivation } from '../../src-backend/features/activation/createActivation.ts';
import { createBulkFeature } from '../../src-backend/features/bulk/feature.ts';
import { createCustomersFeature } from '../../src-backend/features/customers/feature.ts';
import { createNotesFeature } from '../../src-backend/features/notes/feature.ts';
import { createProfilesFeature } from '../../src-backend/features/profiles/feature.ts';
import { createRolesFeature } from '../../src-backend/features/roles/feature.ts';
import { createUsersFeature } from '../../src-backend/features/users/feature.ts';
import type { Feature } from '../../src-backend/http/registerRoute.ts';
import type { BackendParts } from '../../src-backend/parts.ts';

/** What administrators do in a tenant, without signing in and without sending the mails that it queues. */
export function administrationFeatures(parts: BackendParts): readonly Feature[] {
  const activation = createActivation(parts.configuration.publicUrl);
  return [
    createCustomersFeature(),
    createUsersFeature({ activation }),
    createNotesFeature(),
    createProfilesFeature(),
    createRolesFeature(),
    createBulkFeature({ ...parts, activation }),
  ];
}
