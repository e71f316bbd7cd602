import { RotateCcw, Trash2, WifiOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkAction, UserSelection } from '#shared/api/bulkPlans.ts';
import type { DeletedUserRow } from '#shared/desktop/grids.ts';
import { useTenantKey } from '../../../bridge/TenantContext.tsx';
import { Button } from '../../../components/Button.tsx';
import { EmptyState, NothingFound } from '../../../components/EmptyState.tsx';
import { FilterBar } from '../../../components/FilterBar.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { ScreenFrame } from '../../../components/ScreenFrame.tsx';
import { DataTable } from '../../../components/table/DataTable.tsx';
import type { MenuAction } from '../../../components/table/types.ts';
import { useTable } from '../../../components/table/useTable.ts';
import { noSelection } from '../../../state/selection.ts';
import { useConsole } from '../../../state/ConsoleContext.tsx';
import { useGridFilter } from '../../../state/useGridFilter.ts';
import { useReasons, useTenant } from '../../../state/useTenant.ts';
import { lazyPart } from '../../../words/lazyPart.tsx';
import { bulkActionViews } from '../../bulk/actions/index.tsx';
import { namesTooMany, userSelectionOf } from '../../bulk/userSelection.ts';
import { binFilter, binGrid, binTable } from './screen.ts';
import { useBinColumns } from './useBinColumns.tsx';
import { useRestore } from './useRestore.ts';

const BulkDialog = lazyPart(
  ['customers'],
  async () => (await import('../../bulk/BulkDialog.tsx')).BulkDialog,
);
const PurgeQuestion = lazyPart([], async () => (await import('./PurgeQuestion.tsx')).PurgeQuestion);

/** What can be done to those in the bin, in the order of the buttons, with what an account needs for it. */
const binActions = { restore: 'users.delete', purge: 'users.purge' } as const;
type BinAction = keyof typeof binActions;

interface OpenPlan {
  readonly kind: BulkAction['kind'];
  readonly selection: UserSelection;
  readonly count: number;
}

/** Whom the tenant has deleted and can have back: who, by whom, when, for how long. Read from the backend; never copied. */
export function RecycleBinScreen() {
  const { t } = useTranslation();
  const filter = useGridFilter(binGrid, binFilter);
  const table = useTable(binTable(useTenantKey(), filter.value.search));
  const columns = useBinColumns();
  const reasons = useReasons();
  const restore = useRestore();
  const deletesForGood = useTenant()?.settings['users.deleteMode'] === 'permanent';
  const [plan, setPlan] = useState<OpenPlan | null>(null);
  const [purging, setPurging] = useState<DeletedUserRow | null>(null);
  const { selection } = table.view;
  useFreshRows(table.retry);
  useAfterJobs(plan !== null, () => {
    table.select(noSelection);
    table.retry();
  });

  const why = (action: BinAction) => reasons.ofChange(binActions[action]);
  const menu = (row: DeletedUserRow): readonly MenuAction[] => [
    {
      label: t('userAction.restore.label'),
      icon: bulkActionViews.restore.icon,
      reason: why('restore') ?? (row.addressTaken ? t('refusedBecause.address-taken') : null),
      onSelect: () => {
        // Where they come to is chosen there.
        if (!row.customerThere)
          setPlan({ kind: 'restore', selection: { kind: 'users', userIds: [row.id] }, count: 1 });
        else void restore(row).then(table.retry);
      },
    },
    {
      label: t('userAction.purge.label'),
      icon: bulkActionViews.purge.icon,
      danger: true,
      reason: why('purge'),
      onSelect: () => setPurging(row),
    },
  ];
  const act = (kind: BinAction) => {
    const search = filter.value.search.trim();
    const chosen = userSelectionOf(selection, search === '' ? {} : { search });
    setPlan({ kind, selection: chosen, count: table.selected.count });
  };
  const tooMany = namesTooMany(selection) ? t('users.tooMany') : null;

  if (reasons.offline !== null && table.page === undefined)
    return (
      <ScreenFrame title={t('screen.recycleBin')}>
        <EmptyState
          icon={<WifiOff aria-hidden />}
          title={t('recycleBin.offline')}
          text={t('recycleBin.offlineText')}
        />
      </ScreenFrame>
    );
  return (
    <ScreenFrame
      title={t('screen.recycleBin')}
      actions={
        table.selected.count > 0 && (
          <>
            <Button
              icon={<RotateCcw aria-hidden />}
              reason={why('restore') ?? tooMany}
              onClick={() => act('restore')}
            >
              {t('userAction.restore.label')}
            </Button>
            <Button
              look="danger"
              icon={<Trash2 aria-hidden />}
              reason={why('purge') ?? tooMany}
              onClick={() => act('purge')}
            >
              {t('userAction.purge.label')}
            </Button>
          </>
        )
      }
    >
      <FilterBar filter={filter} searchLabel={t('users.searchLabel')} />
      {deletesForGood && <Notice tone="caution">{t('recycleBin.deletesForGood')}</Notice>}
      <DataTable<DeletedUserRow>
        table={table}
        columns={columns}
        label={t('screen.recycleBin')}
        rowLabel={({ name }) => name}
        search={filter.value.search}
        found={(count) => t('recycleBin.found', { count })}
        menu={menu}
        selectable
        empty={
          filter.value.search === '' ? (
            <EmptyState
              icon={<Trash2 aria-hidden />}
              title={t('recycleBin.empty')}
              text={t(deletesForGood ? 'recycleBin.emptyForGood' : 'recycleBin.emptyText')}
            />
          ) : (
            <NothingFound filter={filter} title={t('recycleBin.noMatch')} text={t('users.noMatchText')} />
          )
        }
      />
      {plan !== null && <BulkDialog {...plan} onClose={() => setPlan(null)} />}
      {purging !== null && (
        <PurgeQuestion
          person={purging}
          onClose={(done) => {
            setPurging(null);
            if (done) table.retry();
          }}
        />
      )}
    </ScreenFrame>
  );
}

/** The bin is no part of the copy: what is known of it may be as old as the last visit. */
function useFreshRows(retry: () => void): void {
  const once = useRef(retry);
  useEffect(() => once.current(), []);
}

/** Calls `ended` when what was begun in the dialog has ended, also after that was closed. */
function useAfterJobs(opened: boolean, ended: () => void): void {
  const running = useConsole(({ jobs }) => jobs.length > 0);
  const latest = useRef(ended);
  const begun = useRef(false);
  useEffect(() => {
    latest.current = ended;
  });
  useEffect(() => {
    if (running && opened) begun.current = true;
    if (running || !begun.current) return;
    begun.current = false;
    latest.current();
  }, [running, opened]);
}
