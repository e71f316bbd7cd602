import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Refusal } from '#shared/api/errors.ts';
import { ruleOf } from '#shared/domain/userActions.ts';
import type { Caller } from '../../access/caller.ts';
import { findMightierUsers, mayStill } from '../../access/store.ts';
import type { UnitOfWork, Work } from '../../database/unitOfWork.ts';
import type { JobHandler } from '../../jobNames.ts';
import {
  actedOnIn,
  actionIn,
  type BulkActionDefinition,
  type BulkActionDefinitions,
  definitionOf,
  type Phase,
  type PlanRun,
  RunBroken,
} from './actionDefinition.ts';
import { storeResults, takeChunk } from './chunkStore.ts';
import { type ChunkResult, type ChunkUser, isPresent, leftAlone } from './chunks.ts';
import { planTarget } from './createPlan.ts';
import {
  addProgress,
  anyoneToUndo,
  countOutcomes,
  endRun,
  type LockedPlan,
  lockPlan,
  showWhatStands,
} from './planStore.ts';

/**
 * Milliseconds between two chunks: who waits for the plan, such as a cancel, gets their turn. PostgreSQL gives a row that is free
 * to whoever asks first, and the next chunk would always be first.
 */
const pause = 5;

export interface RunDependencies {
  readonly unitOfWork: UnitOfWork;
  readonly logger: Logger;
  readonly actions: BulkActionDefinitions;
}

type Perform = (
  work: Work,
  run: PlanRun,
  definition: BulkActionDefinition,
  users: readonly ChunkUser[],
) => Promise<readonly ChunkResult[]>;

const applied: Perform = async (work, run, { apply, missing = 'deleted-since-plan' }, users) => {
  const present = users.filter(isPresent);
  const ready = present.filter((user) => user.version === user.plannedVersion);
  const changed = present.filter((user) => user.version !== user.plannedVersion);
  const gone = users.filter((user) => !isPresent(user));
  return [
    ...(ready.length === 0 ? [] : await apply(work, run, ready)),
    ...leftAlone(changed, 'failed', 'changed-since-plan'),
    ...leftAlone(gone, 'failed', missing),
  ];
};

const undone: Perform = async (work, run, { undo }, users) => {
  const present = users.filter(isPresent);
  const gone = users.filter((user) => !isPresent(user));
  if (undo === null) return leftAlone(users, 'undo-skipped', 'not-restorable');
  if (undo.of === 'present') {
    const results = present.length === 0 ? [] : await undo.run(work, run, present);
    return [...results, ...leftAlone(gone, 'undo-skipped', 'deleted-since-plan')];
  }
  const results = gone.length === 0 ? [] : await undo.run(work, run, gone);
  return [...results, ...leftAlone(present, 'undo-skipped', 'changed-since-plan')];
};

const perform: Readonly<Record<Phase, Perform>> = { applying: applied, undoing: undone };

/** Who has rights that the runner lacks by now: they may have been given since the run began. */
async function mightierAmong(
  work: Work,
  users: readonly ChunkUser[],
  { action, runner }: { readonly action: ReturnType<typeof actionIn>; readonly runner: Caller },
): Promise<ReadonlySet<string>> {
  if (action === null) return new Set();
  const { rights: scope, on: among } = ruleOf(action);
  if (scope === 'not-compared') return new Set();
  const userIds = users.map((user) => user.userId);
  return findMightierUsers(work, { actor: runner, scope, userIds, among });
}

function sums(results: readonly ChunkResult[], phase: Phase) {
  const count = (outcome: ChunkResult['outcome']) => results.filter((one) => one.outcome === outcome).length;
  return phase === 'applying'
    ? { succeeded: count('succeeded'), failed: count('failed'), skipped: 0 }
    : { succeeded: count('undone'), failed: 0, skipped: count('undo-skipped') };
}

/**
 * Runs a plan (or its undo) chunk by chunk, each in a unit of work of its own that also writes what became of each
 * user: a backend that dies goes on where the last commit was, and nothing is done twice. Two runs of one plan take
 * turns at its row, so each chunk is still done once.
 */
export function createRunPlan(
  { unitOfWork, logger, actions }: RunDependencies,
  phase: Phase,
): JobHandler<'bulk.apply' | 'bulk.undo'> {
  /** Ends a run: whether there is a way back (again) follows from what is done and not undone. */
  async function finish(
    work: Work,
    planId: string,
    plan: LockedPlan,
    state: 'applied' | 'undone' | 'cancelled' | 'failed',
  ) {
    const { undo } = definitionOf(actions, plan.action);
    const undoable = undo !== null && (await (undo.possible ?? anyoneToUndo)(work, planId));
    const outcomes = await countOutcomes(work.db, work.tenantId, planId);
    const among = (...which: readonly (keyof typeof outcomes)[]) =>
      which.reduce((sum, outcome) => sum + (outcomes[outcome] ?? 0), 0);
    const undoing = phase === 'undoing';
    const done = undoing ? among('undone') : among('succeeded');
    const left = undoing ? among('undo-skipped', 'succeeded') : among('failed', 'waiting');
    if (left > 0) {
      // The entry of its start says what was to be done for all.
      const details = { action: plan.action.kind, undoing, done, left };
      work.audit({ type: 'bulk.ended', target: planTarget(planId, plan.action), details });
    }
    if (undoing && state === 'failed') await showWhatStands(work, planId);
    return endRun(work, planId, { state, undoable });
  }

  /** One chunk after the user done last; returns the new last one, or null when the run is over. */
  async function step(
    work: Work,
    { planId, runner }: Omit<PlanRun, 'action'>,
    after: string | null,
  ): Promise<string | null> {
    const plan = await lockPlan(work, planId);
    if (plan === null || plan.state !== phase) return null;
    if (plan.cancelRequested) {
      await finish(work, planId, plan, 'cancelled');
      return null;
    }
    const { action } = plan;
    const users = await takeChunk(work, planId, { phase, on: actedOnIn(phase, action.kind), after });
    if (users.length === 0) {
      await finish(work, planId, plan, phase === 'applying' ? 'applied' : 'undone');
      return null;
    }
    const { kind } = action;
    // Asked once the users are locked: the right may have ended while this waited for them.
    if (!(await mayStill(work, runner, ruleOf(kind).permission))) {
      throw new RunBroken('The account that runs this plan may no longer do so.');
    }
    const mightier = await mightierAmong(work, users, { action: actionIn(phase, kind), runner });
    const left = users.filter(({ userId }) => mightier.has(userId));
    const touched = users.filter(({ userId }) => !mightier.has(userId));
    const results = [
      ...(await perform[phase](work, { planId, action, runner }, definitionOf(actions, action), touched)),
      ...leftAlone(left, phase === 'applying' ? 'failed' : 'undo-skipped', 'more-rights-than-you'),
    ];
    await storeResults(work, planId, results);
    await addProgress(work, planId, sums(results, phase));
    return users.at(-1)!.userId;
  }

  async function giveUp(tenantId: string, planId: string): Promise<void> {
    const scope = { tenantId, actor: 'system' as const, requestId: `bulk ${planId}` };
    await unitOfWork.run(scope, async (work) => {
      const plan = await lockPlan(work, planId);
      if (plan !== null && plan.state === phase) await finish(work, planId, plan, 'failed');
    });
  }

  return async ({ tenantId, planId }, { signal }) => {
    const scope = { tenantId, requestId: `bulk ${planId}` };
    const plan = await unitOfWork.run({ ...scope, actor: 'system' }, (work) => lockPlan(work, planId));
    if (plan === null) return;
    const { runBy } = plan;
    try {
      if (runBy === null) throw new RunBroken('Nobody is known who runs this plan.');
      // Its rights are read again in each chunk; the name is what the audit log wants.
      const runner = { ...runBy, email: '', permissions: [] };
      let last: string | null = null;
      for (;;) {
        const after: string | null = last;
        last = await unitOfWork.run({ ...scope, actor: runner }, (work) =>
          step(work, { planId, runner }, after),
        );
        if (last === null) return;
        signal.throwIfAborted();
        await wait(pause);
      }
    } catch (error) {
      // A database that is away, and a backend that stops: the queue starts the run again, it goes on from here.
      if (signal.aborted || error instanceof Refusal) throw error;
      logger.error({ err: error, planId }, 'bulk plan failed');
      await giveUp(tenantId, planId);
    }
  };
}
