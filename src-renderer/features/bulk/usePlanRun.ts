import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { BulkPlan } from '#shared/api/bulkPlans.ts';
import { useTenantKey } from '../../bridge/TenantContext.tsx';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { errorLine } from '../../components/errorWords.ts';
import { useToast, useToastStore } from '../../components/toasts/toastStore.ts';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { createPlanRun, type PlanRun, type PlanRunState } from './createPlanRun.ts';
import { isJobList } from './jobLists.ts';
import { jobWords } from './planWords.ts';
import { useSayEnd } from './useSayEnd.ts';

/**
 * One bulk action of a tenant, followed until it ends, also after the dialog was closed. The dialog shows the end itself;
 * once it is closed a toast says it, also that it never began, with Undo where the action has an inverse.
 * @param job what was begun elsewhere and is looked at; null: a new one. Its end is said here only if something of it was begun here
 */
export function usePlanRun(job: BulkPlan | null = null): readonly [PlanRun, PlanRunState] {
  const desktop = useDesktop();
  const tenantKey = useTenantKey();
  const queries = useQueryClient();
  const show = useToast();
  const { forgetJob } = useToastStore().getState();
  const sayEnd = useSayEnd();
  const markJob = useConsole((state) => state.markJob);
  const openJobs = useConsole((state) => state.openJobs);
  const { t } = useTranslation();
  const [{ run, opened, closed }] = useState(() => {
    let open = true;
    let begunHere = job === null;
    const say = (plan: BulkPlan) => sayEnd.toast(plan, () => void created.undo());
    const created: PlanRun = createPlanRun({
      desktop,
      tenantKey,
      onFinished(plan: BulkPlan) {
        if (!begunHere) return;
        sayEnd.outside(plan);
        if (!open) say(plan);
      },
      onFailed(error) {
        if (!open && begunHere) show({ tone: 'negative', text: errorLine(t, error) });
      },
    });
    created.store.subscribe(({ step, plan, asking }, before) => {
      if (asking !== null) begunHere = true;
      if (plan?.state === 'undoing') forgetJob(plan.id);
      if ((step === 'running') === (before.step === 'running')) return;
      void queries.invalidateQueries({ predicate: isJobList(tenantKey) });
      // Also after the dialog was closed: as long as it runs, nothing may cut it off.
      if (begunHere && plan !== null) markJob(plan.id, step === 'running');
    });
    if (job !== null) created.open(job);
    return {
      run: created,
      opened: () => {
        open = true;
      },
      closed: () => {
        open = false;
        const { step, plan } = created.store.getState();
        if (plan === null || !begunHere) return;
        // Closed after its end: the way back stays within reach for a moment.
        if (step === 'finished' && plan.undoable) say(plan);
        if (step === 'running')
          show({
            tone: 'plain',
            text: t('bulk.goesOnInJobs', { job: jobWords(t, plan) }),
            action: { label: t('jobs.open'), run: () => openJobs(true) },
          });
      },
    };
  });
  useEffect(() => {
    opened();
    return closed;
  }, [opened, closed]);
  return [run, useStore(run.store)];
}
