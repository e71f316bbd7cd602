import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserRow, UserSortField } from '#shared/desktop/grids.ts';
import { Marked } from '../../components/Marked.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import type { TableColumn } from '../../components/table/types.ts';
import { Tags } from '../../components/Tags.tsx';
import { PersonCell } from './Picture.tsx';
import { UserStatusCell } from './UserStatusCell.tsx';
import { authWords, secondFactorWords, sourceWords } from './userWords.ts';

type UserColumn = Omit<TableColumn<UserRow>, 'header'> & { readonly field: UserSortField };

/**
 * The columns of U1; the all-users grid says the customer too. Where the window is narrow, those that say least about
 * who may get in leave first; who it is and their status never do.
 */
export function useUserColumns(withCustomer: boolean): readonly TableColumn<UserRow>[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const columns: readonly UserColumn[] = [
      { field: 'email', flex: 1.6, minWidth: 180 },
      {
        field: 'name',
        flex: 1.1,
        minWidth: 136,
        render: (row) => <PersonCell user={row} />,
      },
      {
        field: 'customer',
        flex: 1,
        minWidth: 130,
        yields: 7,
        render: ({ customerTitle }) => (
          <bdi title={customerTitle}>
            <Marked>{customerTitle}</Marked>
          </bdi>
        ),
      },
      {
        field: 'profiles',
        flex: 1.3,
        minWidth: 140,
        yields: 8,
        render: ({ profileNames }) => <Tags items={profileNames} />,
      },
      {
        field: 'role',
        width: 96,
        yields: 4,
        render: ({ roleNames }) => (roleNames.length === 0 ? t('grid.unknown') : roleNames.join(', ')),
      },
      {
        field: 'auth',
        width: 132,
        yields: 5,
        render: (row) => authWords(t, row),
      },
      {
        field: 'secondFactors',
        width: 84,
        yields: 3,
        render: (row) => secondFactorWords(t, row),
      },
      {
        field: 'lastLoginAt',
        width: 104,
        yields: 6,
        render: ({ lastLoginAt }) => <RelativeTime at={lastLoginAt} />,
      },
      {
        field: 'status',
        width: 136,
        render: (user) => <UserStatusCell user={user} />,
      },
      {
        field: 'accessExpiresAt',
        width: 122,
        yields: 2,
        render: ({ accessExpiresAt }) => <RelativeTime at={accessExpiresAt} />,
      },
      {
        field: 'source',
        width: 96,
        yields: 1,
        render: (row) => sourceWords(t, row),
      },
    ];
    return columns
      .filter(({ field }) => field !== 'customer' || withCustomer)
      .map((column) => ({ ...column, header: t(`users.column.${column.field}`) }));
  }, [t, withCustomer]);
}
