import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { classes } from '../../components/classes.ts';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import type { PlanRun, PlanRunState } from './createPlanRun.ts';
import { LossesSeen, lossesFitOnePage } from './LossesSeen.tsx';
import styles from './PlanDialog.module.css';
import { PlanEffects } from './PlanEffects.tsx';
import { PlanStage } from './PlanStage.tsx';
import { PlanTotals } from './PlanTotals.tsx';

export interface PlanPreviewProps {
  readonly run: PlanRun;
  readonly state: PlanRunState;
  /** How many users are selected. */
  readonly users: number;
  /** What to do before there can be a plan. */
  readonly chooseHint: string;
  readonly lossesSeen: boolean;
  readonly onLossesSeen: (planId: string | null) => void;
}

/** Who gains and loses what, before anything happens; the former plan stays, dimmed, while the next is made. */
export function PlanPreview(props: PlanPreviewProps) {
  const { run, state, users, chooseHint, lossesSeen, onLossesSeen } = props;
  const { t } = useTranslation();
  const { plan, step, error, replanned } = state;
  if (plan === null) {
    if (error !== null)
      return (
        <FailureNotice error={error}>
          <Button look="link" onClick={() => void run.planAgain()}>
            {t('bulk.planAgain')}
          </Button>
        </FailureNotice>
      );
    return (
      <PlanStage users={users}>
        <p className={`note ${styles['blank']}`} role="status">
          {step === 'planning' ? t('bulk.planning') : chooseHint}
        </p>
      </PlanStage>
    );
  }
  return (
    <>
      {replanned && (
        <Notice tone="caution" role="alert">
          {t('bulk.stale')}
        </Notice>
      )}
      {error !== null && <FailureNotice error={error} />}
      <PlanStage users={users}>
        <div
          className={classes('fill', styles['preview'], step === 'planning' && styles['old'])}
          aria-busy={step === 'planning'}
        >
          <div role="status">
            <PlanTotals plan={plan} />
          </div>
          <PlanEffects
            key={plan.id}
            plan={plan}
            onLossesSeen={() => lossesFitOnePage(plan) && onLossesSeen(plan.id)}
          />
          {plan.totals.losing > 0 && (
            <LossesSeen
              plan={plan}
              seen={lossesSeen}
              onChange={(seen) => onLossesSeen(seen ? plan.id : null)}
            />
          )}
        </div>
      </PlanStage>
    </>
  );
}
