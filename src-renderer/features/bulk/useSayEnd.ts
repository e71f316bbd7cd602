import { useTranslation } from 'react-i18next';
import type { BulkPlan } from '#shared/api/bulkPlans.ts';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { useToast } from '../../components/toasts/toastStore.ts';
import { endWords, jobWords } from './planWords.ts';

/** How the end of a job is said. */
export interface SayEnd {
  /** In the window, with Undo where there is a way back. */
  readonly toast: (plan: BulkPlan, undo: () => void) => void;
  /** By the system, while the window hasn't the focus (D8). */
  readonly outside: (plan: BulkPlan) => void;
}

export function useSayEnd(): SayEnd {
  const { t } = useTranslation();
  const desktop = useDesktop();
  const show = useToast();
  return {
    toast(plan, undo) {
      const { id, state, progress, undoable } = plan;
      show({
        tone: state === 'failed' || progress.failed > 0 ? 'negative' : 'positive',
        text: endWords(t, plan),
        // What an undo had to skip is taken back where one sees who that is, not by trying the same again.
        ...(undoable && state !== 'undone'
          ? { undo: { what: jobWords(t, plan), users: progress.succeeded, planId: id, run: undo } }
          : {}),
      });
    },
    outside(plan) {
      // Main knows better whether somebody looks; what needs no message gives it none.
      if (!document.hasFocus())
        void desktop.call('window.notify', { title: t('jobs.ended'), text: endWords(t, plan) });
    },
  };
}
