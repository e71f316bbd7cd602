import { MailPlus, RotateCcw, Trash2, UserCheck, UserX } from 'lucide-react';
import type { BulkAction } from '#shared/api/bulkPlans.ts';
import { type BulkActionView, statedAction } from './actionView.tsx';
import { assignProfiles } from './assignProfiles.tsx';

/** Every bulk action, in the order of the buttons; the first one is the grid's own. One that is missing doesn't compile. */
export const bulkActionViews: Readonly<Record<BulkAction['kind'], BulkActionView>> = {
  'assign-profiles': assignProfiles,
  activate: statedAction('activate', <UserCheck aria-hidden />),
  deactivate: statedAction('deactivate', <UserX aria-hidden />, true),
  'resend-activation': statedAction('resend-activation', <MailPlus aria-hidden />),
  delete: {
    ...statedAction('delete', <Trash2 aria-hidden />, true),
    // What becomes of the data depends on the tenant.
    intro: (t, settings) => t(`userAction.delete.intro.${settings?.['users.deleteMode'] ?? 'recycle-bin'}`),
  },
  restore: statedAction('restore', <RotateCcw aria-hidden />),
  purge: statedAction('purge', <Trash2 aria-hidden />, true),
};
