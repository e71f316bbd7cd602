import type { ComponentType } from 'react';
import type { BulkAction } from '#shared/api/bulkPlans.ts';
import { AssignProfilesFields } from '../AssignProfilesFields.tsx';
import { RestoreFields } from '../RestoreFields.tsx';

export interface ActionFieldsProps {
  /** What was chosen before, where users are planned again that it failed for. */
  readonly chosen: BulkAction | null;
  /** Called with each other choice; null: not enough is chosen yet. */
  readonly onChoose: (action: BulkAction | null) => void;
}

/**
 * Fields from which an action is made. Those without any say everything by their kind, and are planned at once. Apart from
 * the views, because forms are loaded with the dialog, not with the grid.
 */
export const bulkActionFields: Readonly<
  Partial<Record<BulkAction['kind'], ComponentType<ActionFieldsProps>>>
> = {
  'assign-profiles': AssignProfilesFields,
  restore: RestoreFields,
};
