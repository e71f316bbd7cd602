import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkAction, BulkPlan, UserSelection } from '#shared/api/bulkPlans.ts';
import { Button } from '../../components/Button.tsx';
import { DialogFrame } from '../../components/DialogFrame.tsx';
import { useReasons, useTenant } from '../../state/useTenant.ts';
import { confirmLook } from './actions/actionView.tsx';
import { bulkActionFields } from './actions/fields.ts';
import { bulkActionViews } from './actions/index.tsx';
import { JobBody, JobButtons } from './Job.tsx';
import { lossesFitOnePage } from './LossesSeen.tsx';
import styles from './PlanDialog.module.css';
import { PlanPreview } from './PlanPreview.tsx';
import { usePlanRun } from './usePlanRun.ts';

export interface BulkDialogProps {
  readonly kind: BulkAction['kind'];
  readonly selection: UserSelection;
  /** How many users are selected, as far as this machine knows. */
  readonly count: number;
  /** What was begun before, to look at it, undo it or try failed ones again; the selection is not known any more. */
  readonly job?: BulkPlan;
  readonly onClose: () => void;
}

/** A bulk action on the users that were selected when it was opened: plan, look, run with progress, result per user, undo (B4). */
export function BulkDialog({ kind, selection, count, job, onClose }: BulkDialogProps) {
  const { t } = useTranslation();
  const settings = useTenant()?.settings;
  const { offline } = useReasons();
  const view = bulkActionViews[kind];
  const Fields = bulkActionFields[kind];
  const [run, state] = usePlanRun(job);
  const choose = useCallback((action: BulkAction | null) => run.choose(action, selection), [run, selection]);
  useEffect(() => {
    // Without fields the kind is the whole action.
    if (Fields === undefined && job === undefined) choose({ kind } as BulkAction);
  }, [Fields, choose, kind, job]);
  const [seenPlan, setSeenPlan] = useState<string | null>(null);
  const { plan, step, asking } = state;
  const chooseHint = view.chooseHint?.(t) ?? '';
  const lossesSeen = plan !== null && (plan.totals.losing === 0 || seenPlan === plan.id);
  const users = plan?.totals.users ?? count;
  // What was as high as this stays as high: the buttons don't move away from under the pointer.
  const body = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(0);

  const reason = (): string | null => {
    if (offline !== null) return offline;
    if (plan === null && step === 'choosing') return chooseHint === '' ? t('bulk.noPlan') : chooseHint;
    if (plan === null || step === 'planning') return t('bulk.planning');
    if (plan.totals.changed === 0) return t('bulk.nothingToDo');
    if (lossesSeen) return null;
    return t(lossesFitOnePage(plan) ? 'bulk.lossesFirst' : 'bulk.lossesAcknowledge');
  };

  const frame = {
    ...(view.title === undefined
      ? { title: view.confirm(t, users) }
      : { title: view.title(t), detail: t('bulk.selected', { count: users }) }),
    width: 760,
    onClose,
  };
  if (step === 'running' || step === 'finished')
    return (
      <DialogFrame {...frame} buttons={<JobButtons run={run} state={state} onClose={onClose} />}>
        <div className={`stack ${styles['body']}`} style={{ minHeight: height }}>
          <JobBody state={state} />
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
            {...confirmLook(view)}
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
        <p>{view.intro(t, settings)}</p>
        {Fields !== undefined && <Fields chosen={plan?.action ?? null} onChoose={choose} />}
        <PlanPreview
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
