import { useTranslation } from 'react-i18next';
import type { BulkPlan } from '#shared/api/bulkPlans.ts';
import styles from './PlanDialog.module.css';

/** A running job in numbers. */
export function PlanProgress({
  plan,
  unanswered,
}: {
  readonly plan: BulkPlan;
  readonly unanswered: boolean;
}) {
  const { t } = useTranslation();
  const { done, total, failed } = plan.progress;
  const words = t(plan.state === 'undoing' ? 'bulk.undoing' : 'bulk.running', { done, total });
  return (
    <div className={`stack numbers ${styles['progress']}`}>
      <p role="status">
        {words}
        {failed > 0 && ` · ${t('bulk.failed', { count: failed })}`}
      </p>
      <progress className={styles['meter']} aria-label={words} value={done} max={Math.max(1, total)} />
      <p className="note">{t(unanswered ? 'bulk.waiting' : 'bulk.goesOn')}</p>
    </div>
  );
}
