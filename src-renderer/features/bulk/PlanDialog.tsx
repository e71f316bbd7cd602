import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button.tsx';
import { DialogFrame } from '../../components/DialogFrame.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useOnline } from '../../state/useSync.ts';
import type { BulkActionView } from './actions/actionView.tsx';
import type { PlanRun, PlanRunState } from './createPlanRun.ts';
import { lossesFitOnePage } from './LossesSeen.tsx';
import styles from './PlanDialog.module.css';
import { PlanPreview } from './PlanPreview.tsx';
import { PlanProgress } from './PlanProgress.tsx';
import { PlanResults } from './PlanResults.tsx';
import { PlanStage } from './PlanStage.tsx';
import { PlanTotals } from './PlanTotals.tsx';
import { outcomeWords } from './planWords.ts';
import { isUndoable } from './usePlanRun.ts';

export interface PlanDialogProps {
  readonly tenantKey: string;
  readonly title: string;
  /** Beside the tenant, where the title doesn't say how many users are meant. */
  readonly detail?: string;
  /** How many users are selected, for the room that the plan will need. */
  readonly count: number;
  readonly intro: string;
  readonly view: BulkActionView;
  readonly run: PlanRun;
  readonly state: PlanRunState;
  /** Fields from which the action is made; none where the action says everything. */
  readonly choices?: ReactNode;
  readonly onClose: () => void;
}

/** Every bulk action: plan, look, run with progress, result per user, undo (B4). */
export function PlanDialog(props: PlanDialogProps) {
  const { tenantKey, title, detail, count, intro, view, run, state, choices, onClose } = props;
  const { t } = useTranslation();
  const online = useOnline(tenantKey);
  const [seenPlan, setSeenPlan] = useState<string | null>(null);
  const chooseHint = view.chooseHint?.(t) ?? '';
  const { plan, step, asking } = state;
  // What was as high as this stays as high: the buttons don't move away from under the pointer.
  const body = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(0);
  const lossesSeen = plan !== null && (plan.totals.losing === 0 || seenPlan === plan.id);

  const reason = (): string | null => {
    if (!online) return t('reason.offline');
    if (plan === null && step === 'choosing') return chooseHint === '' ? t('bulk.noPlan') : chooseHint;
    if (plan === null || step === 'planning') return t('bulk.planning');
    if (plan.totals.changed === 0) return t('bulk.nothingToDo');
    if (lossesSeen) return null;
    return t(lossesFitOnePage(plan) ? 'bulk.lossesFirst' : 'bulk.lossesAcknowledge');
  };

  const frame = { title, tenantKey, width: 760, onClose, ...(detail === undefined ? {} : { detail }) };
  if (step === 'running' || step === 'finished')
    return (
      <DialogFrame
        {...frame}
        buttons={<JobButtons tenantKey={tenantKey} run={run} state={state} onClose={onClose} />}
      >
        <div className={`stack ${styles['body']}`} style={{ minHeight: height }}>
          <JobBody tenantKey={tenantKey} state={state} />
        </div>
      </DialogFrame>
    );
  return (
    <DialogFrame
      {...frame}
      buttons={
        <>
          {/* Closing takes nothing back once OK was pressed; the next step has a Cancel that does. */}
          <Button reason={asking === 'apply' ? t('bulk.starting') : null} onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            look={view.danger ? 'danger' : 'primary'}
            reason={reason()}
            busy={asking === 'apply'}
            onClick={() => {
              setHeight(body.current?.offsetHeight ?? 0);
              void run.apply();
            }}
          >
            {view.confirm(t, plan?.totals.changed ?? count)}
          </Button>
        </>
      }
    >
      <div ref={body} className={`stack ${styles['body']}`}>
        <p>{intro}</p>
        {choices}
        <PlanPreview
          tenantKey={tenantKey}
          run={run}
          state={state}
          users={count}
          chooseHint={chooseHint}
          lossesSeen={lossesSeen}
          onLossesSeen={setSeenPlan}
        />
      </div>
    </DialogFrame>
  );
}

function JobBody({
  tenantKey,
  state: { plan, step, error },
}: {
  readonly tenantKey: string;
  readonly state: PlanRunState;
}) {
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
        <PlanResults key={`${plan.id} ${plan.state}`} tenantKey={tenantKey} plan={plan} />
      </PlanStage>
    </>
  );
}

function JobButtons({
  tenantKey,
  run,
  state: { plan, step, asking },
  onClose,
}: {
  readonly tenantKey: string;
  readonly run: PlanRun;
  readonly state: PlanRunState;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const online = useOnline(tenantKey);
  const offline = online ? null : t('reason.offline');
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
      {plan !== null && isUndoable(plan) && (
        <Button
          className={styles['left']}
          reason={offline}
          busy={asking === 'apply'}
          onClick={() => void run.undo()}
        >
          {t('action.undo')}
        </Button>
      )}
      {plan !== null && plan.progress.failed > 0 && plan.state !== 'undone' && (
        <Button reason={offline} onClick={() => void run.retryFailed()}>
          {t('bulk.retryFailed', { count: plan.progress.failed })}
        </Button>
      )}
      <Button look="primary" autoFocus onClick={onClose}>
        {t('action.close')}
      </Button>
    </>
  );
}
