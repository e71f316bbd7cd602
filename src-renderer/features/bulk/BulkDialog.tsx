import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkAction, UserSelection } from '#shared/api/bulkPlans.ts';
import { useTenant } from '../../state/useTenant.ts';
import { AssignProfilesDialog } from './AssignProfilesDialog.tsx';
import { PlanDialog } from './PlanDialog.tsx';
import { confirmLabel } from './planWords.ts';
import { usePlanRun } from './usePlanRun.ts';

export interface BulkDialogProps {
  readonly tenantId: string;
  readonly kind: BulkAction['kind'];
  readonly selection: UserSelection;
  /** How many users are selected, as far as this machine knows. */
  readonly count: number;
  readonly onClose: () => void;
}

/** The dialog of a bulk action on the users that were selected when it was opened. */
export function BulkDialog({ kind, ...props }: BulkDialogProps) {
  return kind === 'assign-profiles' ? (
    <AssignProfilesDialog {...props} />
  ) : (
    <StatedActionDialog kind={kind} {...props} />
  );
}

type StatedKind = Exclude<BulkAction['kind'], 'assign-profiles'>;

/** Actions that need no choice: planned at once. */
function StatedActionDialog(props: BulkDialogProps & { readonly kind: StatedKind }) {
  const { tenantId, kind, selection, count, onClose } = props;
  const { t } = useTranslation();
  const deleteMode = useTenant(tenantId)?.settings['users.deleteMode'] ?? 'recycle-bin';
  const [run, state] = usePlanRun(tenantId);
  useEffect(() => run.choose({ kind }, selection), [run, kind, selection]);
  return (
    <PlanDialog
      tenantId={tenantId}
      title={confirmLabel(t, kind, state.plan?.totals.users ?? count)}
      count={count}
      intro={kind === 'delete' ? t(`bulk.intro.delete.${deleteMode}`) : t(`bulk.intro.${kind}`)}
      kind={kind}
      run={run}
      state={state}
      onClose={onClose}
    />
  );
}
