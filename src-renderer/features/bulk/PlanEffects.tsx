import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { BulkPlan, BulkTotals } from '#shared/api/bulkPlans.ts';
import { refusalReasons } from '#shared/domain/userActions.ts';
import { StatusDot } from '../../components/StatusDot.tsx';
import { bulkActionViews } from './actions/index.tsx';
import { planPageSize, PlanTable } from './PlanTable.tsx';
import { reasonWords, resultWords, toneOfResult } from './planWords.ts';

export interface PlanEffectsProps {
  readonly plan: BulkPlan;
  /** Called once the first page of those who lose something has been in view, uncovered, to its end. */
  readonly onLossesSeen: () => void;
}

/** As its result will say it. */
const refused = { outcome: 'refused', mail: null } as const;

/** Why people are skipped, each reason with how many: "4 already active". */
const reasonsOf = (t: TFunction, { refusals }: BulkTotals) =>
  refusals.map(({ reason, users }) => ({
    name: reason,
    label: t('bulk.reasonCount', { count: users, reason: reasonWords(t, reason) }),
  }));

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
        ...(totals.refusals.length > 0
          ? [{ name: 'skipped', total: totals.refused, parts: reasonsOf(t, totals) } as const]
          : []),
      ]}
      callOf={(view, cursor, part) => ({
        route: 'bulkPlans.effects',
        params: { planId },
        query: {
          limit: String(planPageSize),
          losing: view === 'losing' ? 'true' : undefined,
          refusedBecause: refusalReasons.find((reason) => reason === part),
          cursor,
        },
      })}
      render={(effect) =>
        effect.refusedBecause === null ? (
          bulkActionViews[action.kind].effect(t, effect)
        ) : (
          <StatusDot
            tone={toneOfResult(refused)}
            label={resultWords(t, { ...refused, reason: effect.refusedBecause })}
          />
        )
      }
      onEndSeen={(view) => view === 'losing' && onLossesSeen()}
    />
  );
}
