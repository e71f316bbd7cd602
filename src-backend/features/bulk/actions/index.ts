import type { Activation } from '../../activation/createActivation.ts';
import type { BulkActionDefinitions } from '../actionDefinition.ts';
import { assignProfiles } from './assignProfiles.ts';
import { deleteUsers } from './deleteUsers.ts';
import { purgeUsers } from './purgeUsers.ts';
import { createResendActivation } from './resendActivation.ts';
import { restoreUsers } from './restoreUsers.ts';
import { activate, deactivate } from './switchAccess.ts';

/** Every bulk action: one that is missing here does not compile. */
export const createBulkActions = (activation: Activation): BulkActionDefinitions => ({
  'assign-profiles': assignProfiles,
  activate,
  deactivate,
  delete: deleteUsers,
  'resend-activation': createResendActivation(activation),
  restore: restoreUsers,
  purge: purgeUsers,
});
