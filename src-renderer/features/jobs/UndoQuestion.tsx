import { useTranslation } from 'react-i18next';
import type { BulkPlan } from '#shared/api/bulkPlans.ts';
import { relativeTime } from '#shared/domain/relativeTime.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { useNow } from '../../components/RelativeTime.tsx';
import { type Act, useToastStore } from '../../components/toasts/toastStore.ts';
import { useReasons } from '../../state/useTenant.ts';
import { jobWords } from '../bulk/planWords.ts';
import { usePlanRun } from '../bulk/usePlanRun.ts';
import type { Undoing } from './useUndoKey.tsx';

type UndoQuestionProps = Undoing & { readonly onClose: () => void };

/** Says what `Ctrl+Z` would take back, where it is large or was done before. */
export function UndoQuestion({ act, job, onClose }: UndoQuestionProps) {
  return job === undefined ? <OfAct act={act} onClose={onClose} /> : <OfJob job={job} onClose={onClose} />;
}

interface QuestionProps {
  readonly text: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

function Question({ text, onConfirm, onClose }: QuestionProps) {
  const { t } = useTranslation();
  return (
    <ConfirmDialog
      title={t('bulk.undoQuestion.title')}
      text={text}
      confirmLabel={t('bulk.undoQuestion.confirm')}
      reason={useReasons().offline}
      onConfirm={() => {
        onClose();
        onConfirm();
      }}
      onCancel={onClose}
    />
  );
}

function OfAct({ act, onClose }: { readonly act: Act; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { takeBack } = useToastStore().getState();
  const text = t('bulk.undoQuestion.act', { job: act.what });
  return <Question text={text} onConfirm={() => takeBack(act.id)} onClose={onClose} />;
}

/** Its end is said by the run, which goes on when this has closed. */
function OfJob({ job, onClose }: { readonly job: BulkPlan; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const [run] = usePlanRun(job);
  const when = relativeTime(Date.parse(job.startedAt ?? job.createdAt), useNow(30_000), i18n.language);
  const text = t('bulk.undoQuestion.job', { job: jobWords(t, job), when });
  return <Question text={text} onConfirm={() => void run.undo()} onClose={onClose} />;
}
