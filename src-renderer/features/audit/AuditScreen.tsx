import { useInfiniteQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEventType } from '#shared/domain/auditEventTypes.ts';
import { useTenantKey } from '../../bridge/TenantContext.tsx';
import { readRoute } from '../../bridge/callRoute.ts';
import { errorOf } from '../../bridge/desktop.ts';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import filters from '../../components/FilterBar.module.css';
import { ScreenFrame } from '../../components/ScreenFrame.tsx';
import { useReasons } from '../../state/useTenant.ts';
import styles from './Audit.module.css';
import { AuditTable } from './AuditTable.tsx';
import { ChainLine } from './ChainLine.tsx';
import { TypeFilter } from './TypeFilter.tsx';

const pageSize = '50';

/** Pages of the log, newest first, read from the backend: the log is never copied. */
function useAuditPages(type: AuditEventType | null, enabled: boolean) {
  const desktop = useDesktop();
  const tenantKey = useTenantKey();
  return useInfiniteQuery({
    queryKey: ['audit.list', tenantKey, type],
    enabled,
    staleTime: 0,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      readRoute(desktop, tenantKey, {
        route: 'audit.list',
        query: { limit: pageSize, type: type ?? undefined, cursor: pageParam ?? undefined },
      }),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** Who did what, newest first (L1). */
export function AuditScreen() {
  const { t } = useTranslation();
  const { offline } = useReasons();
  const [type, setType] = useState<AuditEventType | null>(null);
  const pages = useAuditPages(type, offline === null);
  const events = pages.data?.pages.flatMap(({ items }) => items);

  const body = () => {
    if (events !== undefined && events.length > 0)
      return (
        <AuditTable
          events={events}
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
    return type === null ? (
      <EmptyState icon={<ScrollText aria-hidden />} title={t('audit.none')} text={t('audit.noneText')} />
    ) : (
      <EmptyState
        title={t('audit.noneOfType')}
        text={t('audit.noneOfTypeText')}
        action={<Button onClick={() => setType(null)}>{t('audit.showAll')}</Button>}
      />
    );
  };
  return (
    <ScreenFrame title={t('screen.audit')}>
      <div className={`line ${filters['bar']}`}>
        <TypeFilter type={type} onChange={setType} />
        <ChainLine />
      </div>
      <div className="fill">{body()}</div>
    </ScreenFrame>
  );
}
