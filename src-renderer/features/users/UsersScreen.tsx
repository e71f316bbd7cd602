import { Users } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkAction, UserSelection } from '#shared/api/bulkPlans.ts';
import type { UserRow } from '#shared/desktop/grids.ts';
import { useTenantKey } from '../../bridge/TenantContext.tsx';
import type { ScreenProps } from '../../components/defineScreen.ts';
import { useTenantRead } from '../../bridge/queries.ts';
import { useCommand } from '../../components/commands/commands.tsx';
import { EmptyState, NothingFound } from '../../components/EmptyState.tsx';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';
import { DataTable } from '../../components/table/DataTable.tsx';
import { useTable } from '../../components/table/useTable.ts';
import { NewItemButton, useListScreen } from '../../components/useListScreen.tsx';
import { useGo } from '../../state/ConsoleContext.tsx';
import { useGridFilter } from '../../state/useGridFilter.ts';
import { namesTooMany, userSelectionOf } from '../bulk/userSelection.ts';
import { customersScreen } from '../customers/screen.ts';
import { PersonDrawer } from './PersonDrawer.tsx';
import { usersTable } from './screen.ts';
import { SelectionActions } from './SelectionActions.tsx';
import { lazyPart } from '../../words/lazyPart.tsx';
import { useActionReasons } from './useActionReasons.ts';
import { useRowMenu } from './useRowMenu.tsx';
import { useUserColumns } from './useUserColumns.tsx';
import { UsersFilterBar } from './UsersFilterBar.tsx';
import { restricts, userFilterOf, usersFilter, usersGridName } from './usersFilter.ts';

const BulkDialog = lazyPart([], async () => (await import('../bulk/BulkDialog.tsx')).BulkDialog);

interface OpenPlan {
  readonly kind: BulkAction['kind'];
  readonly selection: UserSelection;
  readonly count: number;
}

/** The users of one customer, or of the whole tenant (U1). */
export function UsersScreen({ screen: { customerId } }: ScreenProps<'customerId'>) {
  const { t } = useTranslation();
  const grid = usersGridName(customerId);
  const filter = useGridFilter(grid, usersFilter);
  const table = useTable(usersTable(useTenantKey(), customerId, filter.value));
  const columns = useUserColumns(customerId === null);
  const go = useGo();
  const reasons = useActionReasons();
  const [plan, setPlan] = useState<OpenPlan | null>(null);
  const customer = useTenantRead(
    'customers.one',
    { customerId: customerId ?? '' },
    { enabled: customerId !== null },
  ).data;

  const { selection } = table.view;
  const [onlySelected] = selection.type === 'include' && selection.ids.size === 1 ? selection.ids : [];
  const list = useListScreen({
    of: 'users',
    createPermission: 'users.create',
    editInstead: onlySelected,
    editPermission: 'users.edit',
  });
  const { drawer, edit, read, pass } = list;
  const revealed = drawer?.reveal === 'row' && table.page !== undefined ? drawer.id : null;
  const reveal = useEffectEvent((id: string) => void table.reveal(id));
  useEffect(() => {
    if (revealed !== null) reveal(revealed);
  }, [revealed]);
  const assignOne = (userId: string) =>
    setPlan({ kind: 'assign-profiles', selection: { kind: 'users', userIds: [userId] }, count: 1 });
  const rowMenu = useRowMenu({ onEdit: edit, onAssignProfiles: assignOne });

  const reasonOf = (kind: BulkAction['kind']) =>
    reasons.ofSelection(kind) ?? (namesTooMany(selection) ? t('users.tooMany') : null);
  const act = (kind: BulkAction['kind']) =>
    setPlan({
      kind,
      selection: userSelectionOf(selection, userFilterOf(filter.value, customerId)),
      count: table.selected.count,
    });
  useCommand({
    name: 'assign-profiles',
    reason: reasonOf('assign-profiles'),
    run: (rowId) => {
      if (table.selected.count > 0) act('assign-profiles');
      else if (rowId !== null) assignOne(rowId);
    },
  });

  const title = customerId === null ? t('users.allTitle') : (customer?.title ?? '');
  return (
    <ScreenFrame
      title={title}
      up={
        customerId === null ? null : { label: t('screen.customers'), onOpen: () => go(customersScreen.at()) }
      }
      actions={
        <>
          {table.selected.count > 0 && <SelectionActions reasonOf={reasonOf} onAct={act} />}
          <NewItemButton list={list} look="primary">
            {t('users.new')}
          </NewItemButton>
        </>
      }
    >
      <UsersFilterBar withCustomer={customerId === null} filter={filter} />
      <DataTable<UserRow>
        table={table}
        columns={columns}
        label={customerId === null ? t('users.allTitle') : t('users.gridLabel', { customer: title })}
        rowLabel={({ name }) => name}
        search={filter.value.search}
        found={(count) => t('users.found', { count })}
        onOpen={({ id }) => read(id)}
        onStep={drawer?.face === 'read' ? ({ id }) => pass(id) : undefined}
        menu={rowMenu.actions}
        selectable
        empty={
          restricts(filter.value) ? (
            <NothingFound filter={filter} title={t('users.noMatch')} text={t('users.noMatchText')} />
          ) : (
            <EmptyState
              icon={<Users aria-hidden />}
              title={t('users.empty')}
              text={t('users.emptyText')}
              action={<NewItemButton list={list}>{t('users.new')}</NewItemButton>}
            />
          )
        }
      />
      {rowMenu.question}
      {drawer !== null && (
        <PersonDrawer
          drawer={drawer}
          customerId={customerId}
          actions={rowMenu.actions}
          onCreated={async (id) => ((await table.reveal(id)) ? null : t('users.done.notShown'))}
        />
      )}
      {plan !== null && <BulkDialog {...plan} onClose={() => setPlan(null)} />}
    </ScreenFrame>
  );
}
