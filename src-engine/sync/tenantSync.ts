import { type SyncedKind, syncedKindNames } from '#shared/api/syncedKinds.ts';
import { apiError, type ApiError } from '#shared/api/errors.ts';
import { localError } from '#shared/desktop/localErrors.ts';
import type { SyncState } from '#shared/desktop/tenants.ts';
import { waitAsked } from '../backend/answers.ts';
import { CacheFault } from '../cache/database.ts';
import { toInstant } from '../clock.ts';
import { backoff, jittered, type SyncDelays } from './delays.ts';
import { pull, type SyncDeps } from './pull.ts';
import { type SyncRow, syncRowOf } from './syncRow.ts';

/** Keeps the copy of one tenant in step. */
export interface TenantSync {
  state(): SyncState;
  /** Asks for changes now, or again after the question under way. Resolves when the answer is in the copy. */
  run(): Promise<void>;
  /** Asks in this rhythm from now on. */
  every(milliseconds: number): void;
  close(): void;
}

export interface TenantSyncDeps extends SyncDeps {
  readonly tenantId: string;
  /** The name that windows have for a tenant of this account. */
  readonly keyOf: (tenantId: string) => string;
  readonly delays: SyncDelays;
  readonly isOnline: () => boolean;
  readonly onState: (state: SyncState) => void;
  readonly onRows: (entities: readonly SyncedKind[]) => void;
  /** The backend denied the tenant. */
  readonly onDenied: () => void;
  /** The copy failed. */
  readonly onFault: (error: unknown) => void;
}

export function createTenantSync(deps: TenantSyncDeps): TenantSync {
  const { tenantId, keyOf, copy, clock, delays } = deps;
  const ended = new AbortController();
  let rhythm = delays.others;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let cancelTimer: (() => void) | null = null;
  let problem: ApiError | null = null;
  let agreed = false;
  let failures = 0;
  let lastEvent = '';
  let lastEventAt = 0;

  const state = (): SyncState =>
    stateOf(keyOf(tenantId), syncRowOf(copy.readable, tenantId), {
      problem,
      agreed: agreed && deps.isOnline(),
    });

  function tell(force: boolean): void {
    const now = clock.now();
    if (!force && Math.abs(now - lastEventAt) < delays.progress) return;
    const current = state();
    const text = JSON.stringify(current);
    if (text === lastEvent) return;
    lastEvent = text;
    lastEventAt = now;
    deps.onState(current);
  }

  async function once(): Promise<void> {
    const before = syncRowOf(copy.readable, tenantId);
    try {
      problem = await pull(tenantId, { ...deps, signal: ended.signal, onPage });
    } catch (error) {
      if (ended.signal.aborted) return;
      problem = faultOf(error);
      deps.onFault(error);
    }
    if (ended.signal.aborted) return;
    agreed = problem === null;
    failures = problem === null ? 0 : failures + 1;
    const after = syncRowOf(copy.readable, tenantId);
    if (before?.stage !== 'complete' && after?.stage === 'complete') deps.onRows(syncedKindNames);
    tell(true);
    if (problem?.code === 'NOT_FOUND' || problem?.code === 'PERMISSION_DENIED') deps.onDenied();
  }

  function onPage(changed: readonly SyncedKind[], row: SyncRow): void {
    if (row.stage === 'complete' && changed.length > 0) deps.onRows(changed);
    tell(false);
  }

  function schedule(): void {
    cancelTimer?.();
    if (ended.signal.aborted) return;
    const wait =
      problem === null
        ? jittered(rhythm, clock.random())
        : Math.max(backoff(failures, delays, clock.random()), waitAsked(problem));
    cancelTimer = clock.after(wait, () => void run());
  }

  function run(): Promise<void> {
    if (ended.signal.aborted) return Promise.resolve();
    if (running !== null) {
      // What was asked before now may miss what was written since: ask once more behind it.
      next ??= running.then(() => {
        next = null;
        return run();
      });
      return next;
    }
    cancelTimer?.();
    running = once().finally(() => {
      running = null;
      if (next === null) schedule();
    });
    return running;
  }

  return {
    state,
    run,
    every(milliseconds) {
      const sooner = milliseconds < rhythm;
      rhythm = milliseconds;
      if (sooner && running === null) schedule();
    },
    close() {
      ended.abort();
      cancelTimer?.();
    },
  };
}

function faultOf(error: unknown): ApiError {
  if (error instanceof CacheFault && error.kind === 'full') return localError('disk-full');
  return apiError('INTERNAL', 'The local copy could not be brought up to date. It is tried again by itself.');
}

const notAsked = { problem: null, agreed: false };

/** What is said of a tenant's copy. */
export function stateOf(
  tenantKey: string,
  row: SyncRow | undefined,
  { problem, agreed }: { readonly problem: ApiError | null; readonly agreed: boolean } = notAsked,
): SyncState {
  if (row === undefined)
    return { tenantKey, phase: 'never-opened', asOf: null, loaded: null, expected: null, problem };
  const loading = row.stage !== 'complete';
  const counting = loading || row.sweeping === 1;
  return {
    tenantKey,
    phase: loading ? 'loading' : agreed ? 'up-to-date' : 'stale',
    asOf: row.asOf === null || loading ? null : toInstant(row.asOf),
    loaded: counting ? row.loaded : null,
    expected: counting ? row.expected : null,
    problem,
  };
}
