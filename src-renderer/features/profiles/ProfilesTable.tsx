import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { classes } from '../../components/classes.ts';
import table from '../../components/PlainTable.module.css';
import { RowMenu } from '../../components/table/cells.tsx';
import type { MenuAction } from '../../components/table/types.ts';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { useChangeReason } from '../../state/useTenant.ts';
import { usersScreen } from '../users/screen.ts';
import { noUsersFilter, usersGridName } from '../users/usersFilter.ts';
import type { ProfileRow } from './profileRows.ts';
import styles from './Profiles.module.css';

export interface ProfilesTableProps {
  readonly tenantId: string;
  readonly rows: readonly ProfileRow[];
  readonly onDelete: (profile: ProfileRow) => void;
  readonly cannotCreate: string | null;
}

/** Every profile of the tenant; holders lead to the users who hold it. */
export function ProfilesTable({ tenantId, rows, onDelete, cannotCreate }: ProfilesTableProps) {
  const { t } = useTranslation();
  const go = useConsole((state) => state.go);
  const changeFilter = useConsole((state) => state.changeFilter);
  const openDrawer = useConsole((state) => state.openDrawer);
  const cannotEdit = useChangeReason(tenantId, 'profiles.edit');
  const cannotDelete = useChangeReason(tenantId, 'profiles.delete');

  const open = (profileId: string) => openDrawer(tenantId, { of: 'profiles', id: profileId });
  const showHolders = (profileId: string) => {
    changeFilter(tenantId, usersGridName(null), { ...noUsersFilter, profileIds: [profileId] });
    go({ tenantId, screen: usersScreen.at() });
  };
  const menu = (row: ProfileRow): readonly MenuAction[] => {
    const systemReason = row.kind === 'system' ? t('profiles.systemReason') : null;
    const entry = (
      id: 'edit' | 'clone' | 'delete',
      reason: string | null,
      onSelect: () => void,
    ): MenuAction => ({
      id,
      label: t(`profiles.action.${id}`),
      danger: id === 'delete',
      reason,
      onSelect,
    });
    return [
      entry('edit', systemReason ?? cannotEdit, () => open(row.id)),
      entry('clone', cannotCreate, () => openDrawer(tenantId, { of: 'profiles', id: null, cloneOf: row.id })),
      entry('delete', systemReason ?? cannotDelete, () => onDelete(row)),
    ];
  };
  return (
    <div className={styles['body']}>
      <div className={table['scroll']}>
        <table className={classes(table['table'], table['foldable'])} aria-label={t('profiles.gridLabel')}>
          <colgroup>
            <col style={{ width: '38%' }} />
            <col style={{ width: 110 }} />
            <col className={table['folds']} />
            <col style={{ width: 110 }} />
            <col style={{ width: 110 }} />
            <col style={{ width: 56 }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{t('profiles.column.name')}</th>
              <th scope="col">{t('profiles.column.kind')}</th>
              <th scope="col" className={table['folds']}>
                {t('profiles.column.product')}
              </th>
              <th scope="col" className={table['number']}>
                {t('profiles.column.processes')}
              </th>
              <th scope="col" className={table['number']}>
                {t('profiles.column.holders')}
              </th>
              <th scope="col">
                <span className="visually-hidden">{t('grid.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} className={table['row']} data-id={row.id}>
                <td>
                  <OpenProfile profile={row} onOpen={open} />
                </td>
                <td>{t(`profiles.kind.${row.kind}`)}</td>
                <td className={table['folds']} title={row.productNames.join(', ')}>
                  {row.productNames.length === 0 ? t('grid.unknown') : row.productNames.join(', ')}
                </td>
                <td className={table['number']}>{row.processIds.length.toLocaleString()}</td>
                <td className={table['number']}>
                  {row.holders === 0 ? (
                    <span className={styles['muted']}>0</span>
                  ) : (
                    <Button
                      look="link"
                      className={styles['holders']}
                      aria-label={t('profiles.showHolders', { name: row.name, count: row.holders })}
                      onClick={() => showHolders(row.id)}
                    >
                      {row.holders.toLocaleString()}
                    </Button>
                  )}
                </td>
                <td className={table['tight']}>
                  <RowMenu actions={() => menu(row)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function OpenProfile({
  profile: { id, name, description },
  onOpen,
}: {
  readonly profile: ProfileRow;
  readonly onOpen: (profileId: string) => void;
}) {
  return (
    <button
      type="button"
      className={styles['open']}
      title={description === '' ? name : `${name}: ${description}`}
      onClick={() => onOpen(id)}
    >
      <bdi>{name}</bdi>
    </button>
  );
}
