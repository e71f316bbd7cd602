import { Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScreenProps } from '../../components/defineScreen.ts';
import { errorOf } from '../../bridge/desktop.ts';
import { useDesktopEvent } from '../../bridge/DesktopContext.tsx';
import { useRead } from '../../bridge/queries.ts';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { FilterBar } from '../../components/FilterBar.tsx';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';
import { useConsole, useTenantSlice } from '../../state/ConsoleContext.tsx';
import { useGridFilter } from '../../state/useGridFilter.ts';
import { lazyPart } from '../../words/lazyPart.tsx';
import { useChangeReason } from '../../state/useTenant.ts';
import { useRowKeys } from '../../components/useRowKeys.ts';
import { profileRows, type ProfileRow } from './profileRows.ts';
import { ProfilesTable } from './ProfilesTable.tsx';

const ProfileDrawer = lazyPart(['field'], async () => (await import('./ProfileDrawer.tsx')).ProfileDrawer);
const DeleteProfileDialog = lazy(async () => ({
  default: (await import('./DeleteProfileDialog.tsx')).DeleteProfileDialog,
}));

const noFilter = { search: '' };

/** System profiles by product and the tenant's own (P1, P2). */
export function ProfilesScreen({ tenantId }: ScreenProps) {
  const { t } = useTranslation();
  const answer = useRead('profiles.all', { tenantId });
  const [filter, changeFilter, clearFilter] = useGridFilter(tenantId, 'profiles', noFilter);
  const drawer = useTenantSlice(tenantId, (slice) => slice.drawer);
  const openDrawer = useConsole((state) => state.openDrawer);
  const closeDrawer = useConsole((state) => state.closeDrawer);
  const cannotCreate = useChangeReason(tenantId, 'profiles.create');
  const [deleting, setDeleting] = useState<ProfileRow | null>(null);
  const create = () => {
    if (cannotCreate === null) openDrawer(tenantId, { of: 'profiles', id: null });
  };
  useRowKeys({
    onNew: create,
    onEdit: (rowId) => {
      if (rowId !== null) openDrawer(tenantId, { of: 'profiles', id: rowId });
    },
  });
  useDesktopEvent('menu.chosen', ({ command }) => {
    if (command === 'new-item') create();
  });

  const body = () => {
    if (answer.data === undefined)
      return answer.error === null ? (
        <EmptyState title={t('grid.loading')} />
      ) : (
        <ErrorState error={errorOf(answer.error)} onRetry={() => void answer.refetch()} />
      );
    const { profiles, products } = answer.data;
    const rows = profileRows(profiles, products, filter.search);
    if (rows.length > 0)
      return (
        <ProfilesTable tenantId={tenantId} rows={rows} onDelete={setDeleting} cannotCreate={cannotCreate} />
      );
    return filter.search === '' ? (
      <EmptyState
        title={t('profiles.empty')}
        text={t('profiles.emptyText')}
        action={
          <Button icon={<Plus aria-hidden />} reason={cannotCreate} onClick={create}>
            {t('profiles.new')}
          </Button>
        }
      />
    ) : (
      <EmptyState
        title={t('profiles.noMatch')}
        text={t('profiles.noMatchText')}
        action={<Button onClick={clearFilter}>{t('filter.clear')}</Button>}
      />
    );
  };
  return (
    <ScreenFrame
      title={t('screen.profiles')}
      actions={
        <Button
          look="primary"
          icon={<Plus aria-hidden />}
          reason={cannotCreate}
          aria-keyshortcuts="N"
          onClick={create}
        >
          {t('profiles.new')}
        </Button>
      }
    >
      <FilterBar
        search={filter.search}
        searchLabel={t('profiles.search')}
        onSearch={(search) => changeFilter({ search })}
        active={filter.search !== ''}
        onClear={clearFilter}
      />
      {body()}
      <Suspense fallback={null}>
        {drawer?.of === 'profiles' && answer.data !== undefined && (
          <ProfileDrawer
            key={`${drawer.id ?? 'new'} ${drawer.cloneOf ?? ''}`}
            tenantId={tenantId}
            profiles={answer.data.profiles}
            products={answer.data.products}
            profileId={drawer.id}
            cloneOf={drawer.cloneOf ?? null}
            onClose={() => closeDrawer(tenantId)}
          />
        )}
        {deleting !== null && (
          <DeleteProfileDialog tenantId={tenantId} profile={deleting} onClose={() => setDeleting(null)} />
        )}
      </Suspense>
    </ScreenFrame>
  );
}
