import { useTranslation } from 'react-i18next';
import type { BulkPlan } from '#shared/api/bulkPlans.ts';
import { refusalWords } from '../../components/errorWords.ts';
import { bulkActionViews } from './actions/index.tsx';
import { planPageSize, PlanTable } from './PlanTable.tsx';

export interface PlanEffectsProps {
  readonly plan: BulkPlan;
  /** Called once the first page of those who lose something has been in view to its end. */
  readonly onLossesSeen: () => void;
}

/** What the plan does to each user; those who lose something come first and must be looked at. */
export function PlanEffects({ plan, onLossesSeen }: PlanEffectsProps) {
  const { t } = useTranslation();
  const { id: planId, totals, action } = plan;
  return (
    <PlanTable
      plan={plan}
      label={t('bulk.effects.label')}
      heading={t('bulk.effects.effect')}
      views={[
        ...(totals.losing > 0 ? [{ name: 'losing', total: totals.losing } as const] : []),
        { name: 'all', total: totals.users },
      ]}
      callOf={(view, cursor) => ({
        route: 'bulkPlans.effects',
        params: { planId },
        query: { limit: String(planPageSize), losing: view === 'losing' ? 'true' : undefined, cursor },
      })}
      render={(effect) =>
        effect.refusedBecause === null ? (
          bulkActionViews[action.kind].effect(t, effect)
        ) : (
          <span className="muted">{refusalWords(t, effect.refusedBecause)}</span>
        )
      }
      onEndSeen={(view) => view === 'losing' && onLossesSeen()}
    />
  );
}
