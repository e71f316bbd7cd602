import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { Marked } from '../../components/Marked.tsx';
import { type PlainColumn, PlainTable } from '../../components/PlainTable.tsx';
import { Tooltip } from '../../components/Tooltip.tsx';
import { RowMenu } from '../../components/table/cells.tsx';
import type { MenuAction } from '../../components/table/types.ts';
import { useGo, useShowDrawer } from '../../state/ConsoleContext.tsx';
import { useGridFilter } from '../../state/useGridFilter.ts';
import { useReasons } from '../../state/useTenant.ts';
import { usersScreen } from '../users/screen.ts';
import { noUsersFilter, usersFilter, usersGridName } from '../users/usersFilter.ts';
import type { ProfileRow } from './profileRows.ts';
import styles from './Profiles.module.css';

export interface ProfilesTableProps {
  readonly rows: readonly ProfileRow[];
  readonly onDelete: (profile: ProfileRow) => void;
  readonly cannotCreate: string | null;
}

/** Every profile of the tenant; holders lead to the users who hold it. */
export function ProfilesTable({ rows, onDelete, cannotCreate }: ProfilesTableProps) {
  const { t } = useTranslation();
  const go = useGo();
  const allUsers = useGridFilter(usersGridName(null), usersFilter);
  const showDrawer = useShowDrawer();
  const reasons = useReasons();

  const open = (profileId: string) => showDrawer({ of: 'profiles', id: profileId });
  const showHolders = (profileId: string) => {
    allUsers.change({ ...noUsersFilter, profileIds: [profileId] });
    go(usersScreen.at());
  };
  const menu = (row: ProfileRow): readonly MenuAction[] => {
    const systemReason = row.kind === 'system' ? t('profiles.systemReason') : null;
    return [
      {
        label: t('action.edit'),
        reason: systemReason ?? reasons.ofChange('profiles.edit'),
        onSelect: () => open(row.id),
      },
      {
        label: t('profiles.clone'),
        reason: cannotCreate,
        onSelect: () => showDrawer({ of: 'profiles', id: null, cloneOf: row.id }),
      },
      {
        label: t('action.delete'),
        danger: true,
        reason: systemReason ?? reasons.ofChange('profiles.delete'),
        onSelect: () => onDelete(row),
      },
    ];
  };
  const columns: readonly PlainColumn<ProfileRow>[] = [
    {
      header: t('profiles.column.name'),
      width: '38%',
      render: (row) => <OpenProfile profile={row} onOpen={open} />,
    },
    {
      header: t('profiles.column.kind'),
      width: 110,
      render: ({ kind }) => t(`profiles.kind.${kind}`, { defaultValue: kind }),
    },
    {
      header: t('profiles.column.product'),
      look: 'folds',
      render: ({ productNames }) => productNames.join(', ') || t('grid.unknown'),
    },
    {
      header: t('profiles.column.processes'),
      width: 110,
      look: 'number',
      render: ({ processIds }) => processIds.length.toLocaleString(),
    },
    {
      header: t('profiles.column.holders'),
      width: 110,
      look: 'number',
      render: ({ id, name, holders }) =>
        holders === 0 ? (
          <span className="muted">0</span>
        ) : (
          <Button
            look="link"
            className={styles['holders']}
            aria-label={t('profiles.showHolders', { name, count: holders })}
            onClick={() => showHolders(id)}
          >
            {holders.toLocaleString()}
          </Button>
        ),
    },
    {
      header: t('grid.actions'),
      silent: true,
      width: 56,
      look: 'tight',
      render: (row) => <RowMenu row={row.name} actions={() => menu(row)} />,
    },
  ];
  return (
    <div className="fill">
      <PlainTable label={t('profiles.gridLabel')} columns={columns} rows={rows} />
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
    <Tooltip text={description === '' ? null : `${name}: ${description}`}>
      <button type="button" className={styles['open']} aria-label={name} onClick={() => onOpen(id)}>
        <bdi className="cut">
          <Marked>{name}</Marked>
        </bdi>
      </button>
    </Tooltip>
  );
}
