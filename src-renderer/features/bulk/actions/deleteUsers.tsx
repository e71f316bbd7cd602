import { Trash2 } from 'lucide-react';
import { statedAction } from './actionView.tsx';

/** What becomes of the data depends on the tenant. */
export const deleteUsers = statedAction('delete', {
  icon: <Trash2 aria-hidden />,
  danger: true,
  intro: (t, settings) => t(`userAction.delete.intro.${settings?.['users.deleteMode'] ?? 'recycle-bin'}`),
});
