import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkPlan } from '#shared/api/bulkPlans.ts';
import { useKeysetPages } from '../../bridge/useKeysetPages.ts';
import { useTenantKey } from '../../bridge/TenantContext.tsx';
import { BarPanel } from '../../components/BarPanel.tsx';
import { Button } from '../../components/Button.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { Segments } from '../../components/Segments.tsx';
import { TenantLine } from '../../components/TenantLine.tsx';
import { useReasons } from '../../state/useTenant.ts';
import { BulkDialog } from '../bulk/BulkDialog.tsx';
import { isRunning } from '../bulk/createPlanRun.ts';
import { Acts } from './Acts.tsx';
import { JobLine } from './JobLine.tsx';
import styles from './Jobs.module.css';
import { jobPoll } from './useRunningJobs.ts';

const whose = ['all', 'own'] as const;
type Whose = (typeof whose)[number];

export interface JobsPanelProps {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** Everything long of the tenant in view: what runs first, then the newest. One that is opened shows what its dialog showed. */
export function JobsPanel({ anchor, onClose }: JobsPanelProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<BulkPlan | null>(null);
  const [of, setOf] = useState<Whose>('all');
  if (opened !== null)
    return (
      <BulkDialog
        kind={opened.action.kind}
        selection={noSelection}
        count={opened.totals.users}
        job={opened}
        onClose={onClose}
      />
    );
  return (
    <BarPanel
      anchor={() => anchor.current ?? document.body}
      label={t('bulk.jobs.title')}
      className={styles['panel']}
      onClose={onClose}
    >
      <div className={`line ${styles['head']}`}>
        <div className={styles['titles']}>
          <h2 className="title">{t('bulk.jobs.title')}</h2>
          <TenantLine />
        </div>
        <Segments
          role="radiogroup"
          aria-label={t('bulk.jobs.whose')}
          options={whose}
          wordOf={(each) => t(`bulk.jobs.${each}`)}
          value={of}
          onChange={setOf}
        />
      </div>
      <Acts onDone={onClose} />
      <JobList key={of} of={of} onOpen={setOpened} />
      <p className="note">{t('bulk.jobs.kept')}</p>
    </BarPanel>
  );
}

/** Only users whom it failed for are ever selected again. */
const noSelection = { kind: 'users', userIds: [] as string[] } as const;

const pageSize = '20';

interface JobListProps {
  readonly of: Whose;
  readonly onOpen: (job: BulkPlan) => void;
}

function JobList({ of, onOpen }: JobListProps) {
  const { t } = useTranslation();
  const tenantKey = useTenantKey();
  const { offline } = useReasons();
  const pages = useKeysetPages<'bulkPlans.list'>(
    (cursor) => ({ route: 'bulkPlans.list', query: { whose: of, limit: pageSize, cursor } }),
    { again: (jobs) => (jobs?.some(isRunning) === true ? jobPoll.running : jobPoll.idle) },
  );
  const { items, error } = pages;
  if (items === undefined) {
    if (offline !== null) return <p className="note">{t('bulk.jobs.offline')}</p>;
    if (error !== null) return <ErrorState error={error} onRetry={pages.retry} />;
    return (
      <p className="note" role="status">
        {t('bulk.jobs.loading')}
      </p>
    );
  }
  if (items.length === 0 && pages.page === 0)
    return <p className="note">{t(of === 'own' ? 'bulk.jobs.noneOwn' : 'bulk.jobs.none')}</p>;
  return (
    <>
      <ul className={`stack ${styles['list']}`} aria-label={t('bulk.jobs.list')}>
        {items.map((job) => (
          <JobLine key={`${tenantKey} ${job.id}`} job={job} onOpen={() => onOpen(job)} />
        ))}
      </ul>
      {(pages.hasNext || pages.page > 0) && (
        <div className="line">
          {pages.page > 0 && <Button onClick={pages.previous}>{t('bulk.jobs.newer')}</Button>}
          {pages.hasNext && <Button onClick={pages.next}>{t('bulk.jobs.older')}</Button>}
        </div>
      )}
    </>
  );
}
