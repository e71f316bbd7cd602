import {
  type BulkAction,
  type BulkEffect,
  type BulkPlan,
  type BulkResult,
  type UserSelection,
} from '#shared/api/bulkPlans.ts';
import { apiError, type Result } from '#shared/api/errors.ts';
import type { User, UserFilter } from '#shared/api/users.ts';
import { profileEffect } from '#shared/domain/profileAssignment.ts';
import { type ActionActor, type RefusalReason, refusalOf } from '#shared/domain/userActions.ts';

/** What plans need of the rest of the backend in memory. */
export interface PlanWorld {
  readonly users: () => readonly User[];
  readonly matches: (user: User, filter: UserFilter) => boolean;
  readonly put: (user: User) => void;
  readonly remove: (userId: string) => void;
  readonly profileName: (profileId: string) => string;
  readonly actor: () => ActionActor;
}

interface Work {
  plan: BulkPlan;
  readonly effects: readonly (BulkEffect & { readonly changes: boolean })[];
  readonly before: ReadonlyMap<string, User>;
  readonly results: BulkResult[];
  /** Users left to change, or to restore while undoing. */
  left: string[];
}

const stepsOfAJob = 3;

function changed(user: User, action: BulkAction): User | null {
  const at = new Date().toISOString();
  const next = { ...user, version: user.version + 1, updatedAt: at };
  switch (action.kind) {
    case 'assign-profiles': {
      const { kept, gains } = profileEffect(user.profileIds, action.profileIds, action.mode);
      return { ...next, profileIds: [...kept, ...gains] };
    }
    case 'activate':
      return { ...next, disabledAt: null };
    case 'deactivate':
      return { ...next, disabledAt: at };
    case 'resend-activation':
      return { ...next, invitationSentAt: at };
    case 'delete':
      return null;
  }
}

/** Bulk plans as the backend keeps them; a look at a running plan moves it on by a third of its users. */
export function createMemoryPlans(world: PlanWorld) {
  const works = new Map<string, Work>();

  function effectOf(user: User, action: BulkAction): BulkEffect & { readonly changes: boolean } {
    const { id: userId, email } = user;
    const who = { userId, email, name: `${user.firstName} ${user.lastName}` };
    const refusal: RefusalReason | null = refusalOf(action.kind, world.actor(), user);
    const names = (ids: readonly string[]) => ids.map((id) => world.profileName(id));
    if (refusal !== null || action.kind !== 'assign-profiles') {
      const kept = names(user.profileIds);
      return { ...who, gains: [], losses: [], kept, refusedBecause: refusal, changes: refusal === null };
    }
    const { gains, losses, kept } = profileEffect(user.profileIds, action.profileIds, action.mode);
    return {
      ...who,
      gains: names(gains),
      losses: names(losses),
      kept: names(kept),
      refusedBecause: null,
      changes: gains.length + losses.length > 0,
    };
  }

  function create(tenantId: string, action: BulkAction, selection: UserSelection): BulkPlan {
    const ids = new Set<string>(selection.kind === 'users' ? selection.userIds : selection.exceptIds);
    const users = world
      .users()
      .filter((user) =>
        selection.kind === 'users'
          ? ids.has(user.id)
          : world.matches(user, selection.filter) && !ids.has(user.id),
      )
      .toSorted((a, b) => a.firstName.localeCompare(b.firstName));
    const effects = users.map((user) => effectOf(user, action));
    const count = (test: (effect: (typeof effects)[number]) => boolean) => effects.filter(test).length;
    const touched = [...new Set(effects.flatMap(({ gains, losses }) => [...gains, ...losses]))];
    const now = Date.now();
    const todo = effects.filter(({ changes }) => changes);
    const plan: BulkPlan = {
      id: crypto.randomUUID(),
      tenantId,
      action,
      selection: { kind: selection.kind, users: users.length },
      state: 'planned',
      totals: {
        users: users.length,
        changed: todo.length,
        unchanged: count(({ changes, refusedBecause }) => !changes && refusedBecause === null),
        refused: count(({ refusedBecause }) => refusedBecause !== null),
        profiles: touched.map((name) => ({
          profileId: crypto.randomUUID(),
          name,
          gain: count(({ gains }) => gains.includes(name)),
          lose: count(({ losses }) => losses.includes(name)),
        })),
        withoutProfile:
          action.kind === 'assign-profiles'
            ? count(
                ({ gains, kept, refusedBecause }) =>
                  refusedBecause === null && gains.length + kept.length === 0,
              )
            : 0,
        losing: count(({ losses }) => losses.length > 0),
      },
      progress: { done: 0, succeeded: 0, failed: 0, skipped: 0, total: todo.length },
      undoable: action.kind !== 'resend-activation',
      createdAt: new Date(now).toISOString(),
      expiresAt: new Date(now + 30 * 60_000).toISOString(),
      finishedAt: null,
    };
    const before = new Map(users.map((user) => [user.id, user]));
    const results: BulkResult[] = effects
      .filter(({ changes }) => !changes)
      .map(({ userId, name, email, refusedBecause }) => ({
        userId,
        name,
        email,
        outcome: refusedBecause === null ? 'unchanged' : 'refused',
        reason: refusedBecause,
        version: null,
      }));
    works.set(plan.id, { plan, effects, before, results, left: todo.map(({ userId }) => userId) });
    return plan;
  }

  function step(work: Work): void {
    const { plan, before, results } = work;
    const chunk = work.left.splice(0, Math.max(1, Math.ceil(plan.progress.total / stepsOfAJob)));
    for (const userId of chunk) {
      const was = before.get(userId);
      if (was === undefined) continue;
      const { email } = was;
      const who = { userId, email, name: `${was.firstName} ${was.lastName}`, reason: null };
      if (plan.state === 'applying') {
        const next = changed(was, plan.action);
        if (next === null) world.remove(userId);
        else world.put(next);
        results.push({ ...who, outcome: 'succeeded', version: next?.version ?? null });
      } else {
        world.put({ ...was, version: was.version + 2 });
        const at = results.findIndex((result) => result.userId === userId);
        results[at] = { ...who, outcome: 'undone', version: was.version + 2 };
      }
    }
    const done = plan.progress.total - work.left.length;
    const ended = work.left.length === 0;
    work.plan = {
      ...plan,
      progress: { ...plan.progress, done, succeeded: done },
      ...(ended ? { state: plan.state === 'applying' ? 'applied' : 'undone' } : {}),
      ...(ended ? { finishedAt: new Date().toISOString() } : {}),
    };
  }

  const found = (planId: string, act: (work: Work) => Result<BulkPlan>): Result<BulkPlan> => {
    const work = works.get(planId);
    return work === undefined ? { ok: false, error: apiError('NOT_FOUND', 'No such plan.') } : act(work);
  };
  const pageFrom = <T>(items: readonly T[], cursor: string | undefined, limit: number) => {
    const start = Number(cursor ?? 0);
    const end = start + limit;
    return { items: items.slice(start, end), nextCursor: end < items.length ? String(end) : null };
  };

  return {
    create,
    get: (planId: string) =>
      found(planId, (work) => {
        if (work.plan.state === 'applying' || work.plan.state === 'undoing') step(work);
        return { ok: true, value: work.plan };
      }),
    apply: (planId: string) =>
      found(planId, (work) => {
        work.plan = { ...work.plan, state: 'applying' };
        return { ok: true, value: work.plan };
      }),
    cancel: (planId: string) =>
      found(planId, (work) => {
        work.plan = { ...work.plan, state: 'cancelled', finishedAt: new Date().toISOString() };
        return { ok: true, value: work.plan };
      }),
    undo: (planId: string) =>
      found(planId, (work) => {
        work.left = work.results.filter(({ outcome }) => outcome === 'succeeded').map(({ userId }) => userId);
        const progress = { done: 0, succeeded: 0, failed: 0, skipped: 0, total: work.left.length };
        work.plan = { ...work.plan, state: 'undoing', undoable: false, progress };
        return { ok: true, value: work.plan };
      }),
    effects: (planId: string, losing: boolean, cursor: string | undefined, limit: number) =>
      pageFrom(
        (works.get(planId)?.effects ?? []).filter(({ losses }) => !losing || losses.length > 0),
        cursor,
        limit,
      ),
    results: (planId: string, outcome: string | undefined, cursor: string | undefined, limit: number) =>
      pageFrom(
        (works.get(planId)?.results ?? []).filter(
          (result) => outcome === undefined || result.outcome === outcome,
        ),
        cursor,
        limit,
      ),
  };
}
