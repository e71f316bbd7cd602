import { useTranslation } from 'react-i18next';
import { type BulkAction, type BulkPlan, type BulkResult, undoDays } from '#shared/api/bulkPlans.ts';
import { useNow } from '../../components/RelativeTime.tsx';
import { StatusDot } from '../../components/StatusDot.tsx';
import { bulkActionViews } from './actions/index.tsx';
import { planPageSize, PlanTable } from './PlanTable.tsx';
import tableStyles from './PlanTable.module.css';
import { resultWords, toneOfResult } from './planWords.ts';
import { Moves } from './ProfileMoves.tsx';

/** How many users have had their turn; unknown after an undo, whose numbers are those of the way back. */
function resultsOf({ state, totals, progress }: BulkPlan): number | null {
  if (state === 'undone') return null;
  return state === 'applied' ? totals.users : progress.done;
}

export interface PlanResultsProps {
  readonly plan: BulkPlan;
}

/** What became of each user. Given a key by the plan's state, since an undo changes what is read. */
export function PlanResults({ plan }: PlanResultsProps) {
  const { t } = useTranslation();
  const now = useNow(60_000);
  const { id: planId, progress, totals, state, startedAt, action } = plan;
  if (startedAt !== null && Date.parse(startedAt) + undoDays * 86_400_000 < now)
    return <p className="note">{t('bulk.results.over', { count: undoDays })}</p>;
  const skipped = progress.skipped - (state === 'undone' ? 0 : totals.unchanged);
  return (
    <PlanTable
      plan={plan}
      label={t('bulk.results.label')}
      heading={t('bulk.results.result')}
      views={[
        ...(progress.failed > 0 ? [{ name: 'failed', total: progress.failed } as const] : []),
        { name: 'all', total: resultsOf(plan) },
        ...(skipped > 0 ? [{ name: 'skipped', total: skipped } as const] : []),
      ]}
      callOf={(view, cursor) => ({
        route: 'bulkPlans.results',
        params: { planId },
        query: { limit: String(planPageSize), outcome: view === 'all' ? undefined : outcomeOf(view), cursor },
      })}
      render={(result) => <Result result={result} kind={action.kind} />}
    />
  );
}

const outcomeOf = (view: string): 'failed' | 'skipped' => (view === 'failed' ? 'failed' : 'skipped');

/** The state in its one word, and what was done: "Done + Supplier − Client", "Done: deactivated". */
function Result({ result, kind }: { readonly result: BulkResult; readonly kind: BulkAction['kind'] }) {
  const { t } = useTranslation();
  const { outcome, mail, gains, losses } = result;
  const word = resultWords(t, result);
  const done = outcome === 'succeeded' && mail === null ? bulkActionViews[kind].done?.(t) : undefined;
  const dot = (
    <StatusDot tone={toneOfResult(result)} label={done === undefined ? word : `${word}: ${done}`} />
  );
  if (outcome !== 'succeeded' && outcome !== 'undone') return dot;
  const moves = outcome === 'undone' ? { gains: losses, losses: gains } : { gains, losses };
  return (
    <span className={tableStyles['effects']}>
      {dot}
      <Moves {...moves} />
    </span>
  );
}
