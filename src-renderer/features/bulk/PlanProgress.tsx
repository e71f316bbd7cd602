import { useTranslation } from 'react-i18next';
import type { BulkPlan } from '#shared/api/bulkPlans.ts';
import styles from './PlanDialog.module.css';
import { leftParts } from './planWords.ts';

/** A running job in numbers. */
export function PlanProgress({
  plan,
  unanswered,
}: {
  readonly plan: BulkPlan;
  readonly unanswered: boolean;
}) {
  const { t } = useTranslation();
  const { done, total } = plan.progress;
  const words = t(plan.state === 'undoing' ? 'bulk.undoing' : 'bulk.running', { done, total });
  return (
    <div className={`stack numbers ${styles['progress']}`}>
      <p role="status">{[words, ...leftParts(t, plan).map(({ text }) => text)].join(' · ')}</p>
      <progress className={styles['meter']} aria-label={words} value={done} max={Math.max(1, total)} />
      <p className="note">{t(unanswered ? 'bulk.waiting' : 'bulk.goesOn')}</p>
    </div>
  );
}
