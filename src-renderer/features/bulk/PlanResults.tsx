import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { BulkPlan, BulkResult } from '#shared/api/bulkPlans.ts';
import { useKeysetPages } from '../../bridge/useKeysetPages.ts';
import { refusalWords } from '../../components/errorWords.ts';
import { StatusDot, type Tone } from '../../components/StatusDot.tsx';
import { planPageSize, PlanTable } from './PlanTable.tsx';
import { ViewSwitch } from './ViewSwitch.tsx';

const tones: Readonly<Record<BulkResult['outcome'], Tone>> = {
  succeeded: 'positive',
  unchanged: 'neutral',
  refused: 'caution',
  failed: 'negative',
  undone: 'positive',
  'undo-skipped': 'caution',
};

/** A reason as the backend names it, in words where this console knows them. */
function reasonWords(t: TFunction, reason: string | null): string {
  if (reason === null) return '';
  const ofJob = t(`bulk.reason.${reason}` as 'bulk.reason.rate-limited', { defaultValue: '' });
  return ofJob === '' ? refusalWords(t, reason) : ofJob;
}

/** How many users have had their turn; unknown after an undo, whose numbers are those of the way back. */
function resultsOf({ state, totals, progress }: BulkPlan): number | null {
  if (state === 'undone') return null;
  return state === 'applied' ? totals.users : progress.done;
}

export interface PlanResultsProps {
  readonly tenantId: string;
  readonly plan: BulkPlan;
}

/** What became of each user. Given a key by the plan's state, since an undo changes the answers. */
export function PlanResults({ tenantId, plan }: PlanResultsProps) {
  const { t } = useTranslation();
  const { failed } = plan.progress;
  const [view, setView] = useState<'all' | 'failed'>(failed > 0 ? 'failed' : 'all');
  return (
    <>
      {failed > 0 && (
        <ViewSwitch
          label={t('bulk.view.label')}
          value={view}
          onChange={setView}
          options={[
            { value: 'failed', label: t('bulk.view.failed'), count: failed },
            { value: 'all', label: t('bulk.view.all'), count: resultsOf(plan) ?? plan.totals.users },
          ]}
        />
      )}
      <ResultsPages key={view} tenantId={tenantId} plan={plan} onlyFailed={view === 'failed'} />
    </>
  );
}

function ResultsPages({ tenantId, plan, onlyFailed }: PlanResultsProps & { readonly onlyFailed: boolean }) {
  const { t } = useTranslation();
  const { id: planId, state } = plan;
  const pages = useKeysetPages(
    tenantId,
    (cursor) => ({
      route: 'bulkPlans.results',
      params: { planId },
      query: { limit: String(planPageSize), outcome: onlyFailed ? 'failed' : undefined, cursor },
    }),
    { asOf: state },
  );
  return (
    <PlanTable
      label={t('bulk.results.label')}
      heading={t('bulk.results.result')}
      pages={pages}
      total={onlyFailed ? plan.progress.failed : resultsOf(plan)}
      render={({ outcome, reason }) => {
        const why = reasonWords(t, reason);
        const word = t(`bulk.result.${outcome}`);
        return <StatusDot tone={tones[outcome]} label={why === '' ? word : `${word}: ${why}`} />;
      }}
    />
  );
}
