import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { BulkPlan } from '#shared/api/bulkPlans.ts';
import { useTenantKey } from '../../bridge/TenantContext.tsx';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { errorLine } from '../../components/errorWords.ts';
import { useToast } from '../../components/toasts/toastStore.ts';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { createPlanRun, type PlanRun, type PlanRunState } from './createPlanRun.ts';
import { outcomeWords } from './planWords.ts';

/**
 * One bulk action of a tenant, followed until it ends, also after the dialog was closed. The dialog shows the end itself;
 * once it is closed a toast says it, also that it never began, with Undo where the action has an inverse.
 */
export function usePlanRun(): readonly [PlanRun, PlanRunState] {
  const desktop = useDesktop();
  const tenantKey = useTenantKey();
  const show = useToast();
  const markJob = useConsole((state) => state.markJob);
  const { t } = useTranslation();
  const [{ run, opened, closed }] = useState(() => {
    let open = true;
    const say = (plan: BulkPlan) => {
      show({
        tone: plan.state === 'failed' || plan.progress.failed > 0 ? 'negative' : 'positive',
        text: outcomeWords(t, plan),
        ...(isUndoable(plan) ? { action: { label: t('action.undo'), run: () => void created.undo() } } : {}),
      });
    };
    const created: PlanRun = createPlanRun({
      desktop,
      tenantKey,
      onFinished(plan: BulkPlan) {
        if (!open) say(plan);
      },
      onFailed(error) {
        if (!open) show({ tone: 'negative', text: errorLine(t, error) });
      },
    });
    // Also after the dialog was closed: as long as it runs, nothing may cut it off.
    const job = crypto.randomUUID();
    created.store.subscribe(({ step }, before) => {
      if ((step === 'running') !== (before.step === 'running')) markJob(job, step === 'running');
    });
    return {
      run: created,
      opened: () => {
        open = true;
      },
      closed: () => {
        open = false;
        // Closed after its end: the way back stays within reach for a moment.
        const { step, plan } = created.store.getState();
        if (step === 'finished' && plan !== null && isUndoable(plan)) say(plan);
      },
    };
  });
  useEffect(() => {
    opened();
    return closed;
  }, [opened, closed]);
  return [run, useStore(run.store)];
}

/** Whether what a plan did can be taken back now. */
export function isUndoable(plan: BulkPlan): boolean {
  const over = plan.state === 'applied' || plan.state === 'cancelled' || plan.state === 'failed';
  return plan.undoable && over && plan.progress.succeeded > 0;
}
