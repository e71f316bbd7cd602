import type { Logger } from 'pino';
import type { BulkAction } from '#shared/api/bulkPlans.ts';
import { Refusal } from '#shared/api/errors.ts';
import type { Actor, UnitOfWork, Work } from '../../database/unitOfWork.ts';
import type { JobHandler } from '../../jobs/jobNames.ts';
import type { ChunkAction } from './chunkAction.ts';
import { type ChunkResult, type ChunkUser, storeResults, takeChunk, type UntouchedUser } from './chunks.ts';
import { addProgress, countOutcomes, endRun, type LockedPlan, lockPlan } from './planStore.ts';

export type ChunkActions = Readonly<Record<BulkAction['kind'], ChunkAction>>;

export interface RunDependencies {
  readonly unitOfWork: UnitOfWork;
  readonly logger: Logger;
  readonly actions: ChunkActions;
}

type Phase = 'applying' | 'undoing';

const untouched = (user: ChunkUser): user is UntouchedUser =>
  user.version !== null && user.version === user.expectedVersion;

/** Users on whom the action can't be performed any more, each with the reason. */
function leftAlone(users: readonly ChunkUser[], phase: Phase): readonly ChunkResult[] {
  const outcome = phase === 'applying' ? 'failed' : 'undo-skipped';
  return users.map(({ userId, version }) => ({
    userId,
    outcome,
    reason: version === null ? 'deleted-since-plan' : 'changed-since-plan',
  }));
}

async function perform(
  work: Work,
  planId: string,
  phase: Phase,
  { action, users }: { readonly action: ChunkAction; readonly users: readonly ChunkUser[] },
): Promise<readonly ChunkResult[]> {
  if (phase === 'applying') {
    const ready = users.filter(untouched);
    const done = ready.length === 0 ? [] : await action.apply(work, planId, ready);
    return [
      ...done,
      ...leftAlone(
        users.filter((user) => !untouched(user)),
        phase,
      ),
    ];
  }
  const absent = action.undoesAbsent === true;
  const ready = absent
    ? users.filter((user) => user.version === null).map((user) => ({ ...user, version: 0 }))
    : users.filter(untouched);
  const others = users.filter((user) => (absent ? user.version !== null : !untouched(user)));
  const done = ready.length === 0 || action.undo === null ? [] : await action.undo(work, planId, ready);
  return [...done, ...leftAlone(others, phase)];
}

function sums(results: readonly ChunkResult[], phase: Phase) {
  const count = (outcome: ChunkResult['outcome']) => results.filter((one) => one.outcome === outcome).length;
  return phase === 'applying'
    ? { succeeded: count('succeeded'), failed: count('failed'), skipped: 0 }
    : { succeeded: count('undone'), failed: 0, skipped: count('undo-skipped') };
}

/** Ends a run: whether it can be undone follows from what was done. */
async function finish(
  work: Work,
  planId: string,
  plan: LockedPlan,
  actions: ChunkActions,
  how: 'done' | 'cancelled' | 'failed',
) {
  if (plan.state === 'undoing') {
    await endRun(work, planId, { state: 'undone', undoable: false });
    return;
  }
  const { succeeded = 0 } = await countOutcomes(work.db, work.tenantId, planId);
  const state = how === 'done' ? 'applied' : how;
  await endRun(work, planId, {
    state,
    undoable: succeeded > 0 && (await hasInverse(work, planId, plan, actions)),
  });
}

/** Deletion for good has none: then nobody is in the recycle bin. */
async function hasInverse(
  work: Work,
  planId: string,
  plan: LockedPlan,
  actions: ChunkActions,
): Promise<boolean> {
  if (actions[plan.action.kind].undo === null) return false;
  if (plan.action.kind !== 'delete') return true;
  const binned = await work.db
    .selectFrom('bulk_plan_users as b')
    .innerJoin('deleted_users as d', (join) =>
      join.onRef('d.tenant_id', '=', 'b.tenant_id').onRef('d.user_id', '=', 'b.user_id'),
    )
    .where('b.tenant_id', '=', work.tenantId)
    .where('b.plan_id', '=', planId)
    .where('b.outcome', '=', 'succeeded')
    .select('b.user_id')
    .limit(1)
    .executeTakeFirst();
  return binned !== undefined;
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
  /** One chunk after the user done last; answers the new last one, or null when the run is over. */
  async function step(work: Work, planId: string, after: string | null): Promise<string | null> {
    const plan = await lockPlan(work, planId);
    if (plan === null || plan.state !== phase) return null;
    if (plan.cancelRequested) {
      await finish(work, planId, plan, actions, 'cancelled');
      return null;
    }
    const users = await takeChunk(work, planId, { phase, after });
    if (users.length === 0) {
      await finish(work, planId, plan, actions, 'done');
      return null;
    }
    const results = await perform(work, planId, phase, { action: actions[plan.action.kind], users });
    await storeResults(work, planId, results);
    await addProgress(work, planId, sums(results, phase));
    return users.at(-1)!.userId;
  }

  async function runnerOf(tenantId: string, planId: string): Promise<Actor> {
    const scope = { tenantId, actor: 'system' as const, requestId: `bulk ${planId}` };
    const runBy = await unitOfWork.run(scope, async (work) => (await lockPlan(work, planId))?.runBy ?? null);
    // The rights were checked when the run began; the name is what the audit log wants.
    return runBy === null ? 'system' : { ...runBy, email: '', permissions: [] };
  }

  async function giveUp(tenantId: string, planId: string): Promise<void> {
    const scope = { tenantId, actor: 'system' as const, requestId: `bulk ${planId}` };
    await unitOfWork.run(scope, async (work) => {
      const plan = await lockPlan(work, planId);
      if (plan !== null && plan.state === phase) await finish(work, planId, plan, actions, 'failed');
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
