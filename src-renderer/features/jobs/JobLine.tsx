import { useTranslation } from 'react-i18next';
import type { BulkPlan } from '#shared/api/bulkPlans.ts';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { StatusDot } from '../../components/StatusDot.tsx';
import { bulkActionViews } from '../bulk/actions/index.tsx';
import { isRunning } from '../bulk/createPlanRun.ts';
import { jobWords, leftParts, stateWord, toneOfState, undoWords } from '../bulk/planWords.ts';
import styles from './Jobs.module.css';

export interface JobLineProps {
  readonly job: BulkPlan;
  readonly onOpen: () => void;
}

/** One job: what it does, how it stands, who began it and when, and whether it can be taken back. */
export function JobLine({ job, onOpen }: JobLineProps) {
  const { t, i18n } = useTranslation();
  const { action, state, progress, startedBy, startedAt } = job;
  const { done, total } = progress;
  const words = t('bulk.jobs.progress', { done, total });
  const undo = isRunning(job) ? null : undoWords(t, job, i18n.language);
  const did = state === 'undone' ? 'undone' : 'done';
  return (
    <li className={`box ${styles['job']}`}>
      <button type="button" className={styles['open']} onClick={onOpen}>
        {bulkActionViews[action.kind].icon}
        <bdi>{jobWords(t, job)}</bdi>
      </button>
      <p className={`note numbers ${styles['facts']}`}>
        <StatusDot tone={toneOfState[state]} label={stateWord(t, state)} hollow={isRunning(job)} />
        <span>{isRunning(job) ? words : t(`bulk.jobs.${did}`, { count: progress.succeeded })}</span>
        {leftParts(t, job).map(({ tone, text }) => (
          <span key={text} className={tone}>
            {text}
          </span>
        ))}
      </p>
      {isRunning(job) && (
        <progress className={styles['meter']} aria-label={words} value={done} max={Math.max(1, total)} />
      )}
      <p className={`hint ${styles['facts']}`}>
        {startedBy !== null && <bdi className="cut">{startedBy.name}</bdi>}
        {startedAt !== null && <RelativeTime at={startedAt} />}
        {undo !== null && <span>{undo}</span>}
      </p>
    </li>
  );
}
