import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkPlan } from '#shared/api/bulkPlans.ts';
import { useKeysetPages } from '../../bridge/useKeysetPages.ts';
import { bulkActionViews } from './actions/index.ts';
import { refusalWords } from '../../components/errorWords.ts';
import { planPageSize, PlanTable } from './PlanTable.tsx';
import tableStyles from './PlanTable.module.css';
import { ViewSwitch } from './ViewSwitch.tsx';

export interface PlanEffectsProps {
  readonly tenantId: string;
  readonly plan: BulkPlan;
  /** Called once the first page of those who lose something has been in view to its end. */
  readonly onLossesSeen: () => void;
}

/** What the plan does to each user; those who lose something come first and must be looked at. */
export function PlanEffects({ tenantId, plan, onLossesSeen }: PlanEffectsProps) {
  const { t } = useTranslation();
  const { users, losing } = plan.totals;
  const [view, setView] = useState<'losing' | 'all'>(losing > 0 ? 'losing' : 'all');
  return (
    <>
      {losing > 0 && (
        <ViewSwitch
          label={t('bulk.view.label')}
          value={view}
          onChange={setView}
          options={[
            { value: 'losing', label: t('bulk.view.losing'), count: losing },
            { value: 'all', label: t('bulk.view.all'), count: users },
          ]}
        />
      )}
      <EffectsPages
        key={view}
        tenantId={tenantId}
        plan={plan}
        losing={view === 'losing'}
        {...(view === 'losing' ? { onEndSeen: onLossesSeen } : {})}
      />
    </>
  );
}

function EffectsPages({
  tenantId,
  plan,
  losing,
  onEndSeen,
}: {
  readonly tenantId: string;
  readonly plan: BulkPlan;
  readonly losing: boolean;
  readonly onEndSeen?: () => void;
}) {
  const { t } = useTranslation();
  const { id: planId, totals, action } = plan;
  const pages = useKeysetPages(tenantId, (cursor) => ({
    route: 'bulkPlans.effects',
    params: { planId },
    query: { limit: String(planPageSize), losing: losing ? 'true' : undefined, cursor },
  }));
  return (
    <PlanTable
      label={t('bulk.effects.label')}
      heading={t('bulk.effects.effect')}
      pages={pages}
      total={losing ? totals.losing : totals.users}
      render={(effect) =>
        effect.refusedBecause === null ? (
          bulkActionViews[action.kind].effect(t, effect)
        ) : (
          <span className={tableStyles['kept']}>{refusalWords(t, effect.refusedBecause)}</span>
        )
      }
      {...(onEndSeen === undefined ? {} : { onEndSeen })}
    />
  );
}
