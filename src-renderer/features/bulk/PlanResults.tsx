import { useTranslation } from 'react-i18next';
import type { BulkPlan, BulkResult } from '#shared/api/bulkPlans.ts';
import { isLost } from '#shared/domain/mailDelivery.ts';
import { StatusDot, type Tone } from '../../components/StatusDot.tsx';
import { planPageSize, PlanTable } from './PlanTable.tsx';
import { resultWords } from './planWords.ts';

const tones: Readonly<Record<BulkResult['outcome'], Tone>> = {
  succeeded: 'positive',
  unchanged: 'muted',
  refused: 'caution',
  failed: 'negative',
  undone: 'positive',
  'undo-skipped': 'caution',
};

/** Of an outcome that only a newer backend knows: muted. */
const toneOf = (outcome: string): Tone =>
  new Map<string, Tone>(Object.entries(tones)).get(outcome) ?? 'muted';

/** A mail that the person never gets is no success, whatever the action did. */
const toneOfResult = ({ outcome, mail }: BulkResult): Tone =>
  mail === null ? toneOf(outcome) : isLost(mail) ? 'negative' : mail === 'sent' ? 'positive' : 'caution';

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
  const { id: planId, progress } = plan;
  return (
    <PlanTable
      plan={plan}
      label={t('bulk.results.label')}
      heading={t('bulk.results.result')}
      views={[
        ...(progress.failed > 0 ? [{ name: 'failed', total: progress.failed } as const] : []),
        { name: 'all', total: resultsOf(plan) },
      ]}
      callOf={(view, cursor) => ({
        route: 'bulkPlans.results',
        params: { planId },
        query: { limit: String(planPageSize), outcome: view === 'failed' ? 'failed' : undefined, cursor },
      })}
      render={(result) => <StatusDot tone={toneOfResult(result)} label={resultWords(t, result)} />}
    />
  );
}
