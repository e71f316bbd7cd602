import type { Work } from '../../database/unitOfWork.ts';
import type { ChunkResult, UntouchedUser } from './chunks.ts';

/** One kind of bulk action, on the users of a chunk at once. Answers for each what became of it. */
export interface ChunkAction {
  readonly apply: (
    work: Work,
    planId: string,
    users: readonly UntouchedUser[],
  ) => Promise<readonly ChunkResult[]>;
  /** Restores what each had before; null: there is no way back. */
  readonly undo:
    | ((work: Work, planId: string, users: readonly UntouchedUser[]) => Promise<readonly ChunkResult[]>)
    | null;
  /** Whether undo is for users that are gone by then (deletion) instead of those that are there. */
  readonly undoesAbsent?: boolean;
}

/** The run can't go on: what it needs is gone. What is done stays done. */
export class RunBroken extends Error {}
