import type { RawBuilder } from 'kysely';
import type { BulkAction } from '#shared/api/bulkPlans.ts';
import type { FieldError } from '#shared/api/errors.ts';
import { type ActedOn, ruleOf, type UserAction } from '#shared/domain/userActions.ts';
import type { Caller } from '../../access/caller.ts';
import type { Work } from '../../database/unitOfWork.ts';
import type { ChunkResult, ChunkUser, PresentUser } from './chunks.ts';

/** Ids of profiles that each user gains, loses and keeps: `uuid[]` over the alias `u` and what `from` joins to it. */
export interface ProfileMoves {
  readonly from: RawBuilder<unknown>;
  readonly gains: RawBuilder<unknown>;
  readonly losses: RawBuilder<unknown>;
  readonly kept: RawBuilder<unknown>;
}

/** A run of a plan, as far as an action needs to know it. */
export interface PlanRun {
  readonly planId: string;
  readonly action: BulkAction;
  /** Who runs it. What they may do is asked in each chunk. */
  readonly runner: Caller;
}

/** Returns for each user what became of it. */
type Step<U extends ChunkUser> = (
  work: Work,
  run: PlanRun,
  users: readonly U[],
) => Promise<readonly ChunkResult[]>;

/**
 * The way back; parts that were changed since the run stay as they are. It is for users who are there, or (deletion) for
 * those who are gone; the others are skipped with the reason.
 */
export type UndoDefinition = (
  | { readonly of: 'present'; readonly run: Step<PresentUser> }
  | { readonly of: 'absent'; readonly run: Step<ChunkUser> }
) & {
  /** Whether there is anything that an undo can be tried for; absent: whatever the plan changed and nobody undid. */
  readonly possible?: (work: Work, planId: string) => Promise<boolean>;
};

/**
 * One bulk action: everything about it that other actions don't share. Who may do it to whom stands in
 * `userActionRules` of shared; this adds how it is planned, done and undone, for a chunk of users at once.
 */
export interface BulkActionDefinition<A extends BulkAction = BulkAction> {
  /**
   * `when … then 'reason'` over the alias `u`: `refuses` of the shared rule as SQL (a test compares the two), or what only the
   * backend knows of those in the recycle bin.
   */
  readonly refusals?: (now: Date, action: A) => RawBuilder<unknown>;
  /** Users whose moves are empty are unchanged. Absent: the action changes everyone that it isn't refused for. */
  readonly moves?: (action: A) => ProfileMoves;
  /** The fields of the action that name something which doesn't exist here; what exists is locked. */
  readonly unknownFields?: (work: Work, action: A) => Promise<readonly FieldError[]>;
  /** What the audit log says of the action beside its name, for people. */
  readonly audited?: (work: Work, action: A) => Promise<Readonly<Record<string, string>>>;
  /** Why users are left alone who left meanwhile; absent: they were deleted. */
  readonly missing?: string;
  /** Is for users who are as the plan saw them. */
  readonly apply: Step<PresentUser>;
  /** Null: there is no way back. */
  readonly undo: UndoDefinition | null;
}

export type BulkActionDefinitions = {
  readonly [K in BulkAction['kind']]: BulkActionDefinition<Extract<BulkAction, { kind: K }>>;
};

/** The definition of an action, for code that treats all alike. */
export const definitionOf = (
  definitions: BulkActionDefinitions,
  { kind }: BulkAction,
): BulkActionDefinition => definitions[kind] as BulkActionDefinition;

export type Phase = 'applying' | 'undoing';

/** Where the users of a run are looked for: whoever came back from the recycle bin is a user again. */
export const actedOnIn = (phase: Phase, kind: BulkAction['kind']): ActedOn =>
  phase === 'applying' ? ruleOf(kind).on : 'users';

/** The action whose rules hold in a phase: an undo has those of the action that it amounts to. Null: it has none. */
export const actionIn = (phase: Phase, kind: BulkAction['kind']): UserAction | null =>
  phase === 'applying' ? kind : (ruleOf(kind).undoneBy as UserAction | null);

/** The run can't go on: what it needs is gone. What is done stays done. */
export class RunBroken extends Error {}
