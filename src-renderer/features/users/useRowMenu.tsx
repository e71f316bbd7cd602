import { Pencil } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '#shared/desktop/grids.ts';
import type { ActionTarget, BulkUserAction } from '#shared/domain/userActions.ts';
import type { MenuAction } from '../../components/table/types.ts';
import { lazyPart } from '../../words/lazyPart.tsx';
import { bulkActionViews } from '../bulk/actions/index.tsx';
import { useActionReasons } from './useActionReasons.ts';
import { type AskedCommand, useUserCommands } from './useUserCommands.ts';

const UserQuestion = lazyPart([], async () => (await import('./UserQuestion.tsx')).UserQuestion);

export interface RowMenuVerbs {
  readonly onEdit: (userId: string) => void;
  readonly onAssignProfiles: (userId: string) => void;
}

export interface RowMenu {
  /** The entries of a row's `•••`, and the actions of the person's panel. */
  readonly actions: (row: UserRow & Pick<ActionTarget, 'permissions'>) => readonly MenuAction[];
  /** The question that a chosen entry asks; stands beside the grid. */
  readonly question: ReactNode;
}

/** What can be done to one user (U7), each entry disabled with its reason where it can't. */
export function useRowMenu({ onEdit, onAssignProfiles }: RowMenuVerbs): RowMenu {
  const { t } = useTranslation();
  const reasons = useActionReasons();
  const commands = useUserCommands();
  const [asked, setAsked] = useState<{ readonly command: AskedCommand; readonly user: UserRow } | null>(null);

  const actions: RowMenu['actions'] = (row) => {
    const entry = (action: BulkUserAction, onSelect: () => void): MenuAction => ({
      label: t(`userAction.${action}.label`),
      icon: bulkActionViews[action].icon,
      // Of one person the way back from being deactivated stands in the same place.
      danger: action === 'delete',
      reason: reasons.ofUser(action, row),
      onSelect,
    });
    const toggle = row.disabledAt === null ? 'deactivate' : 'activate';
    return [
      {
        label: t('action.edit'),
        icon: <Pencil aria-hidden />,
        reason: reasons.ofUser('edit', row),
        onSelect: () => onEdit(row.id),
      },
      entry(toggle, () => setAsked({ command: toggle, user: row })),
      entry('resend-activation', () => void commands.resendActivation(row)),
      entry('assign-profiles', () => onAssignProfiles(row.id)),
      entry('delete', () => setAsked({ command: 'delete', user: row })),
    ];
  };
  const question = asked !== null && <UserQuestion {...asked} onClose={() => setAsked(null)} />;
  return { actions, question };
}
