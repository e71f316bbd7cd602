import { useTranslation } from 'react-i18next';
import type { BulkPlan } from '#shared/api/bulkPlans.ts';
import { Button } from '../../components/Button.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { RelativeTime } from '../../components/RelativeTime.tsx';
import { useReasons } from '../../state/useTenant.ts';
import type { PlanRun, PlanRunState } from './createPlanRun.ts';
import styles from './PlanDialog.module.css';
import { PlanProgress } from './PlanProgress.tsx';
import { PlanResults } from './PlanResults.tsx';
import { PlanStage } from './PlanStage.tsx';
import { PlanTotals } from './PlanTotals.tsx';
import { outcomeWords, undoWords } from './planWords.ts';

export interface JobProps {
  readonly state: PlanRunState;
}

/** A plan that runs or has run. */
export function JobBody({ state: { plan, step, error } }: JobProps) {
  const { t } = useTranslation();
  if (plan === null) return null;
  if (step === 'running')
    return (
      <>
        <PlanTotals plan={plan} />
        <PlanProgress plan={plan} unanswered={error !== null} />
      </>
    );
  const { done, total } = plan.progress;
  return (
    <>
      {error !== null && <FailureNotice error={error} />}
      {plan.state === 'cancelled' && (
        <Notice tone="caution">{t('bulk.cancelled', { count: total - done })}</Notice>
      )}
      {plan.state === 'failed' && (
        <Notice tone="caution">{t('bulk.jobFailed', { count: total - done })}</Notice>
      )}
      <p role="status">
        <strong>{outcomeWords(t, plan)}</strong>
      </p>
      <PlanStage users={plan.totals.users}>
        <PlanResults key={`${plan.id} ${plan.state}`} plan={plan} />
      </PlanStage>
      <JobFacts plan={plan} />
    </>
  );
}

/** Who ran it and when, and whether there is a way back. */
function JobFacts({ plan }: { readonly plan: BulkPlan }) {
  const { t, i18n } = useTranslation();
  const { startedBy, startedAt } = plan;
  return (
    <p className="note">
      {startedBy !== null && <bdi>{t('bulk.startedBy', { name: startedBy.name })}</bdi>}{' '}
      {startedAt !== null && <RelativeTime at={startedAt} />}
      {' · '}
      {undoWords(t, plan, i18n.language) ?? t('bulk.noWayBack')}
    </p>
  );
}

interface JobButtonsProps extends JobProps {
  readonly run: PlanRun;
  readonly onClose: () => void;
}

export function JobButtons({ run, state: { plan, step, asking }, onClose }: JobButtonsProps) {
  const { t } = useTranslation();
  const { offline } = useReasons();
  if (step === 'running')
    return (
      <>
        {plan?.state === 'applying' && (
          <Button reason={offline} busy={asking === 'cancel'} onClick={() => void run.cancel()}>
            {t('action.cancel')}
          </Button>
        )}
        {/* Where OK was: a second click on it must not cancel what the first one began. */}
        <Button onClick={onClose}>{t('action.close')}</Button>
      </>
    );
  return (
    <>
      {plan?.undoable === true && (
        <Button
          className={styles['left']}
          reason={offline}
          busy={asking === 'apply'}
          onClick={() => void run.undo()}
        >
          {t(plan.state === 'undone' ? 'bulk.undoRest' : 'action.undo')}
        </Button>
      )}
      {plan !== null && plan.progress.failed > 0 && plan.state !== 'undone' && (
        <Button reason={offline} busy={asking === 'retry'} onClick={() => void run.retryFailed()}>
          {t('bulk.retryFailed', { count: plan.progress.failed })}
        </Button>
      )}
      <Button look="primary" autoFocus onClick={onClose}>
        {t('action.close')}
      </Button>
    </>
  );
}
