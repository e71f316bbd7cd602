import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkPlan } from '#shared/api/bulkPlans.ts';
import styles from './PlanDialog.module.css';
import { totalsParts } from './planWords.ts';

/** Parts that surely stand in the lines that are there; more may scroll. */
const fitting = 6;

/** "12 users: 12 gain Supplier, 3 lose Client, 1 would have no profile": the plan in one sentence, first of all. */
export function PlanTotals({ plan }: { readonly plan: BulkPlan }) {
  const { t } = useTranslation();
  const parts = totalsParts(t, plan);
  const users = t('bulk.totals.users', { count: plan.totals.users });
  if (parts.length === 0) return <p className={styles['totals']}>{t('bulk.totals.nothing', { users })}</p>;
  return (
    <p
      className={styles['totals']}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard (WCAG 2.1.1)
      tabIndex={parts.length > fitting ? 0 : undefined}
    >
      {users}
      {': '}
      {parts.map(({ tone, text }, index) => (
        <Fragment key={text}>
          {index > 0 && ', '}
          <span className={tone}>{text}</span>
        </Fragment>
      ))}
    </p>
  );
}
