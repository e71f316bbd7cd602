import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserRow, UserSortField } from '#shared/desktop/grids.ts';
import { exactTime, RelativeTime } from '../../components/RelativeTime.tsx';
import { EmailCell } from '../../components/table/EmailCell.tsx';
import type { TableColumn } from '../../components/table/types.ts';
import { Tags } from '../../components/Tags.tsx';
import { PersonCell } from './Picture.tsx';
import { UserStatusCell } from './UserStatusCell.tsx';
import { authWords, secondFactorWords, sourceWords } from './userWords.ts';

type UserColumn = Omit<TableColumn<UserRow>, 'header'> & { readonly field: UserSortField };

/** A column that shows plain words. */
const words = (text: (row: UserRow) => string) => ({ text, render: text });

/**
 * The columns of U1; the all-users grid says the customer too. Where the window is narrow, those that say least about
 * who may get in leave first; who it is and their status never do.
 */
export function useUserColumns(withCustomer: boolean): readonly TableColumn<UserRow>[] {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const timeText = (at: string | null) => (at === null ? '' : exactTime(Date.parse(at), i18n.language));
    const columns: readonly UserColumn[] = [
      { field: 'email', flex: 1.6, minWidth: 180, render: ({ email }) => <EmailCell email={email} /> },
      {
        field: 'name',
        flex: 1.1,
        minWidth: 136,
        beside: 32,
        render: (row) => <PersonCell user={row} />,
      },
      {
        field: 'customer',
        flex: 1,
        minWidth: 130,
        yields: 7,
        text: ({ customerTitle }) => customerTitle,
      },
      {
        field: 'profiles',
        flex: 1.3,
        minWidth: 140,
        yields: 8,
        beside: 24,
        text: ({ profileNames }) => profileNames.join(', '),
        render: ({ profileNames }) => <Tags items={profileNames} />,
      },
      {
        field: 'role',
        width: 96,
        yields: 4,
        text: ({ roleNames }) => roleNames.join(', '),
        render: ({ roleNames }) => (roleNames.length === 0 ? t('grid.unknown') : roleNames.join(', ')),
      },
      {
        field: 'auth',
        width: 132,
        yields: 5,
        ...words((row) => authWords(t, row)),
      },
      {
        field: 'secondFactors',
        width: 84,
        yields: 3,
        ...words((row) => secondFactorWords(t, row)),
      },
      {
        field: 'lastLoginAt',
        width: 104,
        yields: 6,
        steady: true,
        text: ({ lastLoginAt }) => timeText(lastLoginAt),
        render: ({ lastLoginAt }) => <RelativeTime at={lastLoginAt} />,
      },
      {
        field: 'status',
        width: 136,
        beside: 38,
        text: ({ status }) => t(`users.status.${status}`),
        render: (user) => <UserStatusCell user={user} />,
      },
      {
        field: 'accessExpiresAt',
        width: 122,
        yields: 2,
        steady: true,
        text: ({ accessExpiresAt }) => timeText(accessExpiresAt),
        render: ({ accessExpiresAt }) => <RelativeTime at={accessExpiresAt} />,
      },
      {
        field: 'source',
        width: 96,
        yields: 1,
        ...words((row) => sourceWords(t, row)),
      },
    ];
    return columns
      .filter(({ field }) => field !== 'customer' || withCustomer)
      .map((column) => ({ ...column, header: t(`users.column.${column.field}`) }));
  }, [t, i18n.language, withCustomer]);
}
