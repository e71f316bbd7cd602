import type { BulkAction } from '#shared/api/bulkPlans.ts';
import { activate } from './activate.tsx';
import type { BulkActionView } from './actionView.tsx';
import { assignProfiles } from './assignProfiles.tsx';
import { deactivate } from './deactivate.tsx';
import { deleteUsers } from './deleteUsers.tsx';
import { resendActivation } from './resendActivation.tsx';

/** Every bulk action, in the order of the buttons; the first one is the grid's own. One that is missing doesn't compile. */
export const bulkActionViews: Readonly<Record<BulkAction['kind'], BulkActionView>> = {
  'assign-profiles': assignProfiles,
  activate,
  deactivate,
  'resend-activation': resendActivation,
  delete: deleteUsers,
};
