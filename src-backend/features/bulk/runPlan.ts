import type { Logger } from 'pino';
import type { BulkAction } from '#shared/api/bulkPlans.ts';
import { Refusal } from '#shared/api/errors.ts';
import { ruleOf } from '#shared/domain/userActions.ts';
import type { Actor, UnitOfWork, Work } from '../../database/unitOfWork.ts';
import { findMightierUsers, mayStill } from '../../access/store.ts';
import type { JobHandler } from '../../jobNames.ts';
import {
  actionIn,
  type BulkActionDefinition,
  type BulkActionDefinitions,
  definitionOf,
  type Phase,
  RunBroken,
} from './actionDefinition.ts';
import { storeResults, takeChunk } from './chunkStore.ts';
import { type ChunkResult, type ChunkUser, isGone, leftAlone, type UntouchedUser } from './chunks.ts';
import { addProgress, anyoneToUndo, endRun, type LockedPlan, lockPlan, showWhatStands } from './planStore.ts';

export interface RunDependencies {
  readonly unitOfWork: UnitOfWork;
  readonly logger: Logger;
  readonly actions: BulkActionDefinitions;
}

const untouched = (user: ChunkUser): user is UntouchedUser => user.version === user.plannedVersion;

async function applied(
  work: Work,
  planId: string,
  { apply }: BulkActionDefinition,
  users: readonly ChunkUser[],
): Promise<readonly ChunkResult[]> {
  const ready = users.filter(untouched);
  const changed = users.filter((user) => user.version !== null && !untouched(user));
  return [
    ...(ready.length === 0 ? [] : await apply(work, { planId }, ready)),
    ...leftAlone(changed, 'failed', 'changed-since-plan'),
    ...leftAlone(users.filter(isGone), 'failed', 'deleted-since-plan'),
  ];
}

async function undone(
  work: Work,
  planId: string,
  { undo }: BulkActionDefinition,
  users: readonly ChunkUser[],
): Promise<readonly ChunkResult[]> {
  if (undo === null) return leftAlone(users, 'undo-skipped', 'not-restorable');
  const gone = users.filter(isGone);
  const there = users.filter((user) => !isGone(user));
  const [wanted, others] = undo.of === 'present' ? [there, gone] : [gone, there];
  const reason = undo.of === 'present' ? 'deleted-since-plan' : 'changed-since-plan';
  return [
    ...(wanted.length === 0 ? [] : await undo.run(work, { planId }, wanted)),
    ...leftAlone(others, 'undo-skipped', reason),
  ];
}

const perform = { applying: applied, undoing: undone } as const;

/** Breaks the run off if who runs it may no longer sign in, or no longer do this here: that may have ended meanwhile. */
async function needRunner({ db, tenantId, actor }: Work, kind: BulkAction['kind']): Promise<void> {
  if (actor === 'system' || (await mayStill({ db, tenantId }, actor, ruleOf(kind).permission))) return;
  throw new RunBroken('The account that runs this plan may no longer do so.');
}

/** Who has rights that the runner lacks by now: they may have been given since the run began. */
async function mightierAmong(
  work: Work,
  users: readonly ChunkUser[],
  { phase, kind }: { readonly phase: Phase; readonly kind: BulkAction['kind'] },
): Promise<ReadonlySet<string>> {
  const action = actionIn(phase, kind);
  const scope = action === null ? 'not-compared' : ruleOf(action).rights;
  if (scope === 'not-compared') return new Set();
  if (work.actor === 'system') throw new RunBroken('Nobody is known whose rights this run has.');
  const userIds = users.map((user) => user.userId);
  return findMightierUsers(work, { actor: work.actor, scope, userIds });
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
    if (phase === 'undoing' && state === 'failed') await showWhatStands(work, planId);
    return endRun(work, planId, { state, undoable });
  }

  /** One chunk after the user done last; returns the new last one, or null when the run is over. */
  async function step(work: Work, planId: string, after: string | null): Promise<string | null> {
    const plan = await lockPlan(work, planId);
    if (plan === null || plan.state !== phase) return null;
    if (plan.cancelRequested) {
      await finish(work, planId, plan, 'cancelled');
      return null;
    }
    const users = await takeChunk(work, planId, { phase, after });
    if (users.length === 0) {
      await finish(work, planId, plan, phase === 'applying' ? 'applied' : 'undone');
      return null;
    }
    await needRunner(work, plan.action.kind);
    const mightier = await mightierAmong(work, users, { phase, kind: plan.action.kind });
    const left = users.filter(({ userId }) => mightier.has(userId));
    const touched = users.filter(({ userId }) => !mightier.has(userId));
    const results = [
      ...(await perform[phase](work, planId, definitionOf(actions, plan.action), touched)),
      ...leftAlone(left, phase === 'applying' ? 'failed' : 'undo-skipped', 'more-rights-than-you'),
    ];
    await storeResults(work, planId, results);
    await addProgress(work, planId, sums(results, phase));
    return users.at(-1)!.userId;
  }

  async function runnerOf(tenantId: string, planId: string): Promise<Actor> {
    const scope = { tenantId, actor: 'system' as const, requestId: `bulk ${planId}` };
    const runBy = await unitOfWork.run(scope, async (work) => (await lockPlan(work, planId))?.runBy ?? null);
    // Rights are read again in each chunk; the name is what the audit log wants.
    return runBy === null ? 'system' : { ...runBy, email: '', permissions: [] };
  }

  async function giveUp(tenantId: string, planId: string): Promise<void> {
    const scope = { tenantId, actor: 'system' as const, requestId: `bulk ${planId}` };
    await unitOfWork.run(scope, async (work) => {
      const plan = await lockPlan(work, planId);
      if (plan !== null && plan.state === phase) await finish(work, planId, plan, 'failed');
    });
  }

  return async ({ tenantId, planId }, { signal }) => {
    const scope = { tenantId, actor: await runnerOf(tenantId, planId), requestId: `bulk ${planId}` };
    try {
      let last: string | null = null;
      for (;;) {
        const after: string | null = last;
        last = await unitOfWork.run(scope, (work) => step(work, planId, after));
        if (last === null) return;
        signal.throwIfAborted();
      }
    } catch (error) {
      // A database that is away, and a backend that stops: the queue starts the run again, it goes on from here.
      if (signal.aborted || error instanceof Refusal) throw error;
      logger.error({ err: error, planId }, 'bulk plan failed');
      await giveUp(tenantId, planId);
    }
  };
}
