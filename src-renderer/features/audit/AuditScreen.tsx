import { type InfiniteData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '#shared/api/audit.ts';
import type { Api } from '#shared/api/index.ts';
import type { RouteAnswer } from '#shared/api/route.ts';
import { useTenantKey } from '../../bridge/TenantContext.tsx';
import { readRoute } from '../../bridge/callRoute.ts';
import { errorOf } from '../../bridge/desktop.ts';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { EmptyState, NothingFound } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { useNow } from '../../components/RelativeTime.tsx';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';
import { useGridFilter } from '../../state/useGridFilter.ts';
import { useReasons } from '../../state/useTenant.ts';
import styles from './Audit.module.css';
import { AuditFilterBar } from './AuditFilterBar.tsx';
import {
  type AuditFilter,
  auditFilter,
  auditGrid,
  auditQuery,
  type NamedPerson,
  restrictsAudit,
} from './auditFilter.ts';
import { AuditTable } from './AuditTable.tsx';
import { ChainLine } from './ChainLine.tsx';

const pageSize = '50';

type Page = RouteAnswer<Api['audit.list']>;

/** Pages of the log, newest first, read from the backend: the log is never copied. */
function useAuditPages(filter: AuditFilter, enabled: boolean) {
  const desktop = useDesktop();
  const tenantKey = useTenantKey();
  // Days end while the screen stands there.
  const query = auditQuery(filter, useNow(60_000));
  return useInfiniteQuery<Page, Error, InfiniteData<Page, string | null>, QueryKey, string | null>({
    queryKey: ['audit.list', tenantKey, query],
    enabled,
    staleTime: 0,
    // What was there stays until what is asked for has come, and what was unfolded with it; never across tenants.
    placeholderData: (before, last) => (last?.queryKey[1] === tenantKey ? before : undefined),
    initialPageParam: null,
    queryFn: ({ pageParam }) =>
      readRoute(desktop, tenantKey, {
        route: 'audit.list',
        query: { ...query, limit: pageSize, cursor: pageParam ?? undefined },
      }),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** Who acted in these entries, each once. */
function actorsOf(events: readonly AuditEvent[]): readonly NamedPerson[] {
  const names = new Map(events.flatMap(({ actor }) => (actor === null ? [] : [[actor.userId, actor.name]])));
  return [...names].map(([id, name]) => ({ id, name }));
}

/** Who did what, newest first (L1): filtered at the backend, and folded to what people ask for. */
export function AuditScreen() {
  const { t } = useTranslation();
  const { offline } = useReasons();
  const filter = useGridFilter(auditGrid, auditFilter);
  const pages = useAuditPages(filter.value, offline === null);
  const events = pages.data?.pages.flatMap(({ items }) => items);

  const body = () => {
    if (events !== undefined && events.length > 0)
      return (
        <AuditTable
          events={events}
          filter={filter}
          hasMore={pages.hasNextPage}
          loadingMore={pages.isFetchingNextPage}
          onMore={() => void pages.fetchNextPage()}
          reason={offline}
        />
      );
    if (offline !== null) return <EmptyState title={t('audit.offlineTitle')} text={t('audit.offlineText')} />;
    if (pages.error !== null)
      return <ErrorState error={errorOf(pages.error)} onRetry={() => void pages.refetch()} />;
    if (events === undefined)
      return (
        <p role="status" className={`line note ${styles['more']}`}>
          {t('audit.loading')}
        </p>
      );
    return restrictsAudit(filter.value) ? (
      <NothingFound filter={filter} title={t('audit.noMatch')} text={t('audit.noMatchText')} />
    ) : (
      <EmptyState icon={<ScrollText aria-hidden />} title={t('audit.none')} text={t('audit.noneText')} />
    );
  };
  return (
    <ScreenFrame title={t('screen.audit')} actions={<ChainLine />}>
      <AuditFilterBar filter={filter} actors={actorsOf(events ?? [])} />
      <div className="fill" aria-busy={pages.isPlaceholderData}>
        {body()}
      </div>
    </ScreenFrame>
  );
}
