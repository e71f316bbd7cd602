import { useTranslation } from 'react-i18next';
import type { BulkPlan } from '#shared/api/bulkPlans.ts';
import styles from './PlanDialog.module.css';
import { planPageSize } from './PlanTable.tsx';
import { lossParts } from './lossParts.ts';

/** Whether all who lose something fit on one page, to be scrolled through; more are acknowledged by their totals. */
export const lossesFitOnePage = ({ totals }: BulkPlan): boolean => totals.losing <= planPageSize;

export interface LossesSeenProps {
  readonly plan: BulkPlan;
  readonly seen: boolean;
  readonly onChange: (seen: boolean) => void;
}

/**
 * What stands between losses and `OK`. Few losers are looked at one by one. Nobody reads ten thousand rows, and a rule
 * that makes people page through them teaches them to click: for many, the totals of each profile are the thing to
 * read, and ticking the sentence that states them is the deliberate act.
 */
export function LossesSeen({ plan, seen, onChange }: LossesSeenProps) {
  const { t } = useTranslation();
  if (lossesFitOnePage(plan))
    return (
      <p className="note" role="status">
        {t(seen ? 'bulk.lossesSeen' : 'bulk.lossesFirst')}
      </p>
    );
  return (
    <label className={`line ${styles['acknowledge']}`}>
      <input type="checkbox" checked={seen} onChange={({ target }) => onChange(target.checked)} />
      <span>
        {t('bulk.acknowledge', { count: plan.totals.losing, losses: lossParts(t, plan.totals).join(', ') })}
      </span>
    </label>
  );
}
