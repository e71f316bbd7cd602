import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usersScreen } from '../../features/users/screen.ts';
import { noUsersFilter, usersFilter, usersGridName } from '../../features/users/usersFilter.ts';
import { useConsole, useTenantSlice } from '../../state/ConsoleContext.tsx';
import { readFilter } from '../../state/useGridFilter.ts';
import { useTenantGroups } from '../../state/useTenantList.ts';
import styles from './Switcher.module.css';
import { TenantPicker } from './TenantPicker.tsx';

export interface SwitcherPanelProps {
  readonly anchor: HTMLElement | null;
  readonly onClose: () => void;
}

/** The list under the switcher's button. The tenant before is ready to be chosen; what is searched for may travel along. */
export function SwitcherPanel({ anchor, onClose }: SwitcherPanelProps) {
  const { t } = useTranslation();
  const groups = useTenantGroups();
  const inView = useConsole((state) => state.tenantKey);
  const before = useTenantBefore();
  const search = useSearchInView();
  const [searchToo, setSearchToo] = useState(false);
  const go = useConsole((state) => state.go);
  const place = anchor?.getBoundingClientRect();
  const along =
    searchToo && search !== ''
      ? { screen: usersScreen.at(), filters: { [usersGridName(null)]: { ...noUsersFilter, search } } }
      : {};
  return (
    <>
      <div className={styles['cover']} onPointerDown={onClose} />
      <div
        role="dialog"
        aria-label={t('switcher.choose')}
        className={`card fill ${styles['panel']}`}
        style={{ top: (place?.bottom ?? 48) + 4, left: place?.left ?? 12 }}
      >
        <TenantPicker
          groups={groups}
          inView={inView}
          preferred={before}
          onCancel={onClose}
          onChoose={(tenantKey) => {
            onClose();
            if (tenantKey !== inView) go({ tenantKey, ...along });
          }}
        >
          {search !== '' && (
            // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape closes from here as well
            <div
              className={`line note ${styles['along']}`}
              onKeyDown={({ key }) => {
                if (key === 'Escape') onClose();
              }}
            >
              <label className="line">
                <input
                  type="checkbox"
                  checked={searchToo}
                  onChange={({ currentTarget }) => setSearchToo(currentTarget.checked)}
                />
                <span className="cut">{t('switcher.searchToo', { search })}</span>
              </label>
            </div>
          )}
        </TenantPicker>
      </div>
    </>
  );
}

/** The tenant that was in view before, in this window or else at the last start. */
function useTenantBefore(): string | null {
  const before = useConsole((state) => state.tenantBefore);
  const inView = useConsole((state) => state.tenantKey);
  const recent = useTenantGroups()
    .flatMap(({ tenants }) => tenants)
    .filter(({ key, recentRank }) => recentRank !== null && key !== inView)
    .toSorted((a, b) => (a.recentRank ?? 0) - (b.recentRank ?? 0));
  return before ?? recent[0]?.key ?? null;
}

/** What the users in view are searched by; empty where they are not, or no users are in view. */
function useSearchInView(): string {
  const screen = useTenantSlice((slice) => slice.screen);
  const grid = usersGridName(screen?.['customerId'] ?? null);
  const kept = useTenantSlice((slice) => slice.filters[grid]);
  return screen?.name === usersScreen.name ? readFilter(usersFilter, kept).search.trim() : '';
}
