import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorOf } from '../../bridge/desktop.ts';
import { useTenantRead } from '../../bridge/queries.ts';
import { EmptyState, NothingFound } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { FilterBar } from '../../components/FilterBar.tsx';
import { SearchedRows } from '../../components/Marked.tsx';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';
import { useGridFilter } from '../../state/useGridFilter.ts';
import { lazyPart } from '../../words/lazyPart.tsx';
import { NewItemButton, useListScreen } from '../../components/useListScreen.tsx';
import { profileRows, type ProfileRow } from './profileRows.ts';
import { ProfilesTable } from './ProfilesTable.tsx';

const ProfileDrawer = lazyPart(['field'], async () => (await import('./ProfileDrawer.tsx')).ProfileDrawer);
const DeleteProfileDialog = lazyPart(
  [],
  async () => (await import('./DeleteProfileDialog.tsx')).DeleteProfileDialog,
);

const noFilter = { initial: { search: '' } };

/** System profiles by product and the tenant's own (P1, P2). */
export function ProfilesScreen() {
  const { t } = useTranslation();
  const answer = useTenantRead('profiles.all', {});
  const filter = useGridFilter('profiles', noFilter);
  const list = useListScreen({ of: 'profiles', createPermission: 'profiles.create' });
  const { drawer } = list;
  const [deleting, setDeleting] = useState<ProfileRow | null>(null);

  const body = () => {
    if (answer.data === undefined)
      return answer.error === null ? (
        <EmptyState title={t('grid.loading')} />
      ) : (
        <ErrorState error={errorOf(answer.error)} onRetry={() => void answer.refetch()} />
      );
    const { profiles, products } = answer.data;
    const rows = profileRows(profiles, products, filter.value.search);
    if (rows.length > 0)
      return (
        <SearchedRows search={filter.value.search}>
          <ProfilesTable rows={rows} onDelete={setDeleting} cannotCreate={list.cannotCreate} />
        </SearchedRows>
      );
    return filter.value.search === '' ? (
      <EmptyState
        title={t('profiles.empty')}
        text={t('profiles.emptyText')}
        action={<NewItemButton list={list}>{t('profiles.new')}</NewItemButton>}
      />
    ) : (
      <NothingFound filter={filter} title={t('profiles.noMatch')} text={t('profiles.noMatchText')} />
    );
  };
  return (
    <ScreenFrame
      title={t('screen.profiles')}
      actions={
        <NewItemButton list={list} look="primary">
          {t('profiles.new')}
        </NewItemButton>
      }
    >
      <FilterBar filter={filter} searchLabel={t('profiles.search')} />
      {body()}
      {drawer !== null && answer.data !== undefined && (
        <ProfileDrawer
          key={`${drawer.id ?? 'new'} ${drawer.cloneOf ?? ''}`}
          profileId={drawer.id}
          cloneOf={drawer.cloneOf ?? null}
        />
      )}
      {deleting !== null && <DeleteProfileDialog profile={deleting} onClose={() => setDeleting(null)} />}
    </ScreenFrame>
  );
}
