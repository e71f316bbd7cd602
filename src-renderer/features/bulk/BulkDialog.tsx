import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkAction, UserSelection } from '#shared/api/bulkPlans.ts';
import { useTenant } from '../../state/useTenant.ts';
import { bulkActionFields } from './actions/fields.ts';
import { bulkActionViews } from './actions/index.ts';
import { PlanDialog } from './PlanDialog.tsx';
import { usePlanRun } from './usePlanRun.ts';

export interface BulkDialogProps {
  readonly tenantKey: string;
  readonly kind: BulkAction['kind'];
  readonly selection: UserSelection;
  /** How many users are selected, as far as this machine knows. */
  readonly count: number;
  readonly onClose: () => void;
}

/** The dialog of a bulk action on the users that were selected when it was opened. */
export function BulkDialog({ tenantKey, kind, selection, count, onClose }: BulkDialogProps) {
  const { t } = useTranslation();
  const settings = useTenant(tenantKey)?.settings;
  const view = bulkActionViews[kind];
  const { title } = view;
  const Fields = bulkActionFields[kind];
  const [run, state] = usePlanRun(tenantKey);
  const choose = useCallback((action: BulkAction | null) => run.choose(action, selection), [run, selection]);
  useEffect(() => {
    // Without fields the kind is the whole action.
    if (Fields === undefined) choose({ kind } as BulkAction);
  }, [Fields, choose, kind]);

  const users = state.plan?.totals.users ?? count;
  return (
    <PlanDialog
      tenantKey={tenantKey}
      title={title?.(t) ?? view.confirm(t, users)}
      {...(title === undefined ? {} : { detail: t('bulk.selected', { count: users }) })}
      count={count}
      intro={view.intro(t, settings)}
      view={view}
      run={run}
      state={state}
      onClose={onClose}
      choices={
        Fields === undefined ? null : (
          <Fields tenantKey={tenantKey} chosen={state.plan?.action ?? null} onChoose={choose} />
        )
      }
    />
  );
}
