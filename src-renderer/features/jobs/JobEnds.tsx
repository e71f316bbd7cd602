import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkPlan } from '#shared/api/bulkPlans.ts';
import { callRoute } from '../../bridge/callRoute.ts';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { useTenantKey } from '../../bridge/TenantContext.tsx';
import { useConsole } from '../../state/ConsoleContext.tsx';
import { useAccountInView } from '../../state/useAccounts.ts';
import { createPlanRun } from '../bulk/createPlanRun.ts';
import { jobWords } from '../bulk/planWords.ts';
import { useSayEnd } from '../bulk/useSayEnd.ts';

/**
 * Says the end of jobs that nothing else in this window follows: of before a reload or a restart, of another console, of
 * somebody else. One's own by a toast with its way back, others' quietly.
 */
export function JobEnds({ running }: { readonly running: readonly BulkPlan[] }) {
  const { t } = useTranslation();
  const desktop = useDesktop();
  const tenantKey = useTenantKey();
  const profile = useAccountInView()?.profile;
  const followed = useConsole((state) => state.followed);
  const sayEnd = useSayEnd();
  const before = useRef<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState('');

  const tell = useEffectEvent(async (planId: string) => {
    const answer = await callRoute(desktop, tenantKey, { route: 'bulkPlans.get', params: { planId } });
    if (!answer.ok) return;
    const plan = answer.value;
    const { startedBy } = plan;
    if (startedBy?.userId !== profile?.userId || startedBy?.tenantId !== profile?.tenantId) {
      setSaid(t('bulk.jobs.endedOf', { name: startedBy?.name, job: jobWords(t, plan) }));
      return;
    }
    sayEnd.outside(plan);
    const run = createPlanRun({ desktop, tenantKey, onFinished: (ended) => sayEnd.toast(ended, undo) });
    const undo = (): void => void run.undo();
    run.store.setState({ plan, step: 'finished' });
    sayEnd.toast(plan, undo);
  });
  const look = useEffectEvent((shown: readonly BulkPlan[]) => {
    const now = new Set(shown.map(({ id }) => id));
    for (const id of before.current) if (!now.has(id) && !followed.includes(id)) void tell(id);
    before.current = now;
  });
  useEffect(() => look(running), [running]);
  return (
    <span className="visually-hidden" role="status">
      {said}
    </span>
  );
}
