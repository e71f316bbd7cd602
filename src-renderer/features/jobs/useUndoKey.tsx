import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkPlan } from '#shared/api/bulkPlans.ts';
import { callRoute } from '../../bridge/callRoute.ts';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { useTenantKey } from '../../bridge/TenantContext.tsx';
import { useCommand } from '../../components/commands/commands.tsx';
import { errorLine } from '../../components/errorWords.ts';
import { type Act, useToast, useToastStore } from '../../components/toasts/toastStore.ts';
import { lazyPart } from '../../words/lazyPart.tsx';

const UndoQuestion = lazyPart(
  ['bulk', 'userAction'],
  async () => (await import('./UndoQuestion.tsx')).UndoQuestion,
);

/** Of so many users and more the question comes first. */
const many = 20;

/** What is asked about: an act of this window, or a job of before. */
export type Undoing =
  | { readonly act: Act; readonly job?: never }
  | { readonly job: BulkPlan; readonly act?: never };

/**
 * `Ctrl+Z` takes back what this account did last in the tenant in view, whether or not a toast still offers it: an act of
 * this window at once, one about many users after a question, as a job of before. Never what somebody else did, nor what was
 * done in another tenant. Returns the question.
 */
export function useUndoKey(): ReactNode {
  const { t } = useTranslation();
  const desktop = useDesktop();
  const tenantKey = useTenantKey();
  const toast = useToast();
  const store = useToastStore();
  const [asked, setAsked] = useState<Undoing | null>(null);
  const looking = useRef(false);

  const findJob = async (): Promise<void> => {
    if (looking.current) return;
    looking.current = true;
    const query = { whose: 'own', state: 'undoable', limit: '1' } as const;
    const answer = await callRoute(desktop, tenantKey, { route: 'bulkPlans.list', query });
    looking.current = false;
    if (!answer.ok) return toast({ tone: 'negative', text: errorLine(t, answer.error) });
    const [job] = answer.value.items;
    if (job === undefined) toast({ tone: 'plain', text: t('jobs.nothingToUndo') });
    else setAsked({ job });
  };
  const undo = (): void => {
    // Whoever is asked something, or looks at a plan, means that.
    if (document.querySelector('[aria-modal=true]') !== null) return;
    const { acts, takeBack } = store.getState();
    const act = acts.findLast((each) => each.tenantKey === tenantKey);
    if (act === undefined) void findJob();
    else if ((act.users ?? 1) < many) takeBack(act.id);
    else setAsked({ act });
  };
  useCommand({ name: 'undo', run: undo });
  return asked !== null && <UndoQuestion {...asked} onClose={() => setAsked(null)} />;
}
