import { MailPlus, Pencil, Tags, Trash2, UserCheck, UserX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { UserAction } from '#shared/domain/userActions.ts';

/** One icon per action, the same in menus and buttons. */
export const actionIcons: Readonly<Record<UserAction, ReactNode>> = {
  edit: <Pencil aria-hidden />,
  activate: <UserCheck aria-hidden />,
  deactivate: <UserX aria-hidden />,
  'resend-activation': <MailPlus aria-hidden />,
  'assign-profiles': <Tags aria-hidden />,
  delete: <Trash2 aria-hidden />,
};
