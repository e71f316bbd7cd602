import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BulkAction, BulkPlan, UserSelection } from '#shared/api/bulkPlans.ts';
import type { ApiError, Result } from '#shared/api/errors.ts';
import { callRoute } from '../../bridge/callRoute.ts';
import type { Desktop } from '../../bridge/desktop.ts';
import { failedUserIds } from './failedUserIds.ts';

/** choosing → planning → planned → running → finished; undo runs again, a retry of failed ones plans again. */
export interface PlanRunState {
  readonly step: 'choosing' | 'planning' | 'planned' | 'running' | 'finished';
  /** The newest that is known of the plan; while planning again, the one before. */
  readonly plan: BulkPlan | null;
  readonly error: ApiError | null;
  /** The plan had grown stale when it was to run: this is a new one, which wants to be looked at again. */
  readonly replanned: boolean;
  /** OK, Cancel or Retry was pressed and the backend has not answered yet. */
  readonly asking: 'apply' | 'cancel' | 'retry' | null;
}

export interface PlanRun {
  readonly store: StoreApi<PlanRunState>;
  /**
   * What to do to whom; planned once nothing has been chosen differently for a moment. Null: not chosen yet. Once failed
   * ones are tried again, it is for those, whatever the selection says.
   */
  readonly choose: (action: BulkAction | null, selection: UserSelection) => void;
  /** Goes on with a job that runs or has run. */
  readonly open: (job: BulkPlan) => void;
  readonly apply: () => Promise<void>;
  readonly cancel: () => Promise<void>;
  readonly undo: () => Promise<void>;
  /** Plans the same action for just those users that it failed for. */
  readonly retryFailed: () => Promise<void>;
  /** Makes the plan of the last choice again, after an error. */
  readonly planAgain: () => Promise<void>;
}

export interface PlanRunOptions {
  readonly desktop: Desktop;
  readonly tenantKey: string;
  /** Milliseconds without another choice before a plan is made. */
  readonly settle?: number;
  /** Shortest and longest milliseconds between two looks at the progress. */
  readonly poll?: readonly [shortest: number, longest: number];
  readonly onFinished?: (plan: BulkPlan) => void;
  /** A job was not begun, or can't be followed any more. */
  readonly onFailed?: (error: ApiError) => void;
}

export const isRunning = (plan: BulkPlan): boolean => plan.state === 'applying' || plan.state === 'undoing';

/** Whether mails of the plan are still to be sent. */
const mailing = ({ mails }: BulkPlan): boolean => mails !== null && mails.queued > 0;

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/**
 * The life of one bulk action, from choice to undo (B4). It lives outside the dialog that shows it, so that a job goes on
 * being followed, and announced when it ends, after the dialog was closed.
 */
export function createPlanRun(options: PlanRunOptions): PlanRun {
  const { desktop, tenantKey, settle = 250, onFinished, onFailed } = options;
  const [shortest, longest] = options.poll ?? [100, 500];
  const store = createStore<PlanRunState>(() => ({
    step: 'choosing',
    plan: null,
    error: null,
    replanned: false,
    asking: null,
  }));
  const keys = new Map<string, string>();
  let chosen: { readonly action: BulkAction; readonly selection: UserSelection } | null = null;
  let failed: UserSelection | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let choice = 0;

  /** One key per intent, so that pressing a button again after a lost answer repeats it instead of doubling it. */
  const write = async (
    route: 'bulkPlans.apply' | 'bulkPlans.cancel' | 'bulkPlans.undo',
    planId: string,
  ): Promise<Result<BulkPlan>> => {
    const intent = `${route} ${planId}`;
    const idempotencyKey = keys.get(intent) ?? crypto.randomUUID();
    keys.set(intent, idempotencyKey);
    const answer = await callRoute(desktop, tenantKey, { route, params: { planId } }, { idempotencyKey });
    // Another undo, of those that this one skips, is another intent.
    if (answer.ok) keys.delete(intent);
    return answer;
  };

  const planNow = async (): Promise<void> => {
    if (chosen === null) return;
    clearTimeout(timer);
    const mine = ++choice;
    store.setState({ step: 'planning', error: null });
    const answer = await callRoute(desktop, tenantKey, { route: 'bulkPlans.create', body: chosen });
    if (mine !== choice) return;
    if (answer.ok) store.setState({ step: 'planned', plan: answer.value });
    else store.setState({ step: 'choosing', plan: null, error: answer.error });
  };

  const lookAt = ({ id }: BulkPlan) =>
    callRoute(desktop, tenantKey, { route: 'bulkPlans.get', params: { planId: id } });

  const follow = async (first: BulkPlan): Promise<void> => {
    store.setState({ step: 'running', plan: first, error: null, asking: null });
    let plan = first;
    let wait = shortest;
    while (isRunning(plan)) {
      await sleep(wait);
      wait = Math.min(longest, wait * 1.5);
      const answer = await lookAt(plan);
      if (answer.ok) plan = answer.value;
      // The job goes on at the backend whether or not it can be seen from here.
      else if (!answer.error.retryable) {
        store.setState({ step: 'finished', error: answer.error });
        return onFailed?.(answer.error);
      }
      store.setState({ plan, error: answer.ok ? null : answer.error });
    }
    store.setState({ step: 'finished', plan, asking: null });
    onFinished?.(plan);
    void followMails(plan);
  };

  /** Its mails go out after it has ended. Looked at ever more seldom, for as long as nothing else begins. */
  const followMails = async (ended: BulkPlan): Promise<void> => {
    let plan = ended;
    for (let wait = longest; mailing(plan) && wait <= 64 * longest; wait *= 1.5) {
      await sleep(wait);
      const answer = await lookAt(plan);
      const now = store.getState();
      if (now.step !== 'finished' || now.plan?.id !== plan.id) return;
      if (answer.ok) store.setState({ plan: (plan = answer.value) });
    }
  };

  const start = async (route: 'bulkPlans.apply' | 'bulkPlans.undo', planId: string) => {
    store.setState({ asking: 'apply', error: null });
    const answer = await write(route, planId);
    if (answer.ok) return follow(answer.value);
    store.setState({ asking: null, error: answer.error });
    onFailed?.(answer.error);
  };

  return {
    store,
    choose(action, selection) {
      clearTimeout(timer);
      choice++;
      chosen = action === null ? null : { action, selection: failed ?? selection };
      store.setState({
        step: action === null ? 'choosing' : 'planning',
        error: null,
        replanned: false,
        ...(action === null ? { plan: null } : {}),
      });
      if (chosen !== null) timer = setTimeout(() => void planNow(), settle);
    },
    planAgain: planNow,
    open(job) {
      if (isRunning(job)) return void follow(job);
      store.setState({ step: 'finished', plan: job });
      void followMails(job);
    },
    async apply() {
      const { plan, step, asking } = store.getState();
      if (plan === null || step !== 'planned' || asking !== null) return;
      await start('bulkPlans.apply', plan.id);
      if (store.getState().error?.code === 'PLAN_STALE') {
        await planNow();
        store.setState({ replanned: true });
      }
    },
    async cancel() {
      const { plan } = store.getState();
      if (plan === null || plan.state !== 'applying') return;
      store.setState({ asking: 'cancel' });
      const answer = await write('bulkPlans.cancel', plan.id);
      // A job that ended meanwhile can't be cancelled; the next look says what it did.
      if (!answer.ok && answer.error.retryable) store.setState({ asking: null, error: answer.error });
    },
    async undo() {
      const { plan, asking } = store.getState();
      if (plan === null || asking !== null) return;
      await start('bulkPlans.undo', plan.id);
    },
    async retryFailed() {
      const { plan, asking, step } = store.getState();
      if (plan === null || asking !== null || step !== 'finished') return;
      store.setState({ asking: 'retry' });
      const found = await failedUserIds(desktop, tenantKey, plan.id);
      store.setState({ asking: null });
      if (!found.ok) return store.setState({ error: found.error });
      failed = { kind: 'users', userIds: found.value };
      chosen = { action: plan.action, selection: failed };
      await planNow();
    },
  };
}
