import type { BulkAction, BulkPlan, UserSelection } from '#shared/api/bulkPlans.ts';
import type { Result } from '#shared/api/errors.ts';

/** What the life of one plan needs of the backend. A key is repeated with each retry of the same intent. */
export interface BulkCalls {
  readonly create: (action: BulkAction, selection: UserSelection, key: string) => Promise<Result<BulkPlan>>;
  readonly get: (planId: string) => Promise<Result<BulkPlan>>;
  readonly apply: (planId: string, key: string) => Promise<Result<BulkPlan>>;
  readonly cancel: (planId: string, key: string) => Promise<Result<BulkPlan>>;
  readonly undo: (planId: string, key: string) => Promise<Result<BulkPlan>>;
  /** The users that a finished plan could not change, at most as many as a selection may name. */
  readonly failedIds: (planId: string) => Promise<Result<readonly string[]>>;
}
