import type { SyncedKind } from '#shared/api/syncedKinds.ts';
import { type ApiError, apiError } from '#shared/api/errors.ts';
import { localError } from '#shared/desktop/localErrors.ts';
import type { SyncState } from '#shared/desktop/tenants.ts';
import { jittered } from './delays.ts';
import { createHintWatch, type HintWatch } from './hintWatch.ts';
import type { Effect } from './pageWrites.ts';
import { syncRowOf } from './syncRow.ts';
import { createTenantSync, stateOf, type TenantSync, type TenantSyncDeps } from './tenantSync.ts';

/** Keeps the copy of an account in step: its tenants and rights, and the rows of the tenants that were opened. */
export interface AccountSync {
  /** Goes on where the last start ended, with the tenants that were opened then. */
  start(opened: readonly string[]): void;
  /** Asks for the account's tenants and rights. Returns why it failed, or null. */
  refreshAccount(): Promise<ApiError | null>;
  /** Brings a tenant into view: first load or changes begin, and it is asked for most often from now on. */
  open(tenantId: string): Promise<SyncState>;
  /** Asks for changes of a tenant now; a first load goes on in the background. */
  now(tenantId: string): Promise<SyncState>;
  stateOf(tenantId: string): SyncState;
  /** The tenant in view. */
  focused(): string | null;
  /** The backend was told to change something of the tenant: the rest of what that changed is asked for at once. */
  changed(tenantId: string): void;
  /** Takes over what a change made here did of one row, unless the copy knows newer. */
  took(tenantId: string, kind: SyncedKind, effect: Effect): Promise<void>;
  /** Puts right a batch of what changes by the clock alone. Returns the kinds that had something due. */
  refreshByClock(tenantId: string): Promise<readonly SyncedKind[]>;
  /** The clock goes otherwise than before: puts right at once what depends on it. */
  clockChanged(): void;
  /** Asks for everything again: the backend is back. */
  resume(): void;
  close(): void;
}

export interface AccountSyncDeps extends Omit<TenantSyncDeps, 'tenantId' | 'onRows' | 'onDenied'> {
  readonly onRows: (tenantId: string, entities: readonly SyncedKind[]) => void;
  readonly onTenants: () => void;
}

export function createAccountSync(deps: AccountSyncDeps): AccountSync {
  const { copy, writes, client, clock, delays, keyOf } = deps;
  const tenants = new Map<string, TenantSync>();
  let focused: string | null = null;
  let hints: HintWatch | null = null;
  let refreshing: Promise<ApiError | null> | null = null;
  let cancelRefresh: (() => void) | null = null;
  let cancelStatuses: (() => void) | null = null;
  let closed = false;

  function syncOf(tenantId: string): TenantSync {
    const known = tenants.get(tenantId);
    if (known !== undefined) return known;
    const sync = createTenantSync({
      ...deps,
      tenantId,
      onRows: (entities) => deps.onRows(tenantId, entities),
      onDenied: () => void refreshAccount(),
    });
    // For work that began before the end and goes on after it.
    if (closed) sync.close();
    tenants.set(tenantId, sync);
    return sync;
  }

  function refreshAccount(): Promise<ApiError | null> {
    refreshing ??= refresh().finally(() => {
      refreshing = null;
      cancelRefresh?.();
      if (!closed)
        cancelRefresh = clock.after(jittered(delays.account, clock.random()), () => void refreshAccount());
    });
    return refreshing;
  }

  async function refresh(): Promise<ApiError | null> {
    const answer = await client.call('me.get', { params: {} });
    if (!answer.ok) return answer.error;
    if (closed)
      return apiError('CANCELLED', 'The account was closed before its tenants arrived. Nothing was changed.');
    try {
      const { changed, gone } = await copy.writer.write(writes.saveTenants, answer.value);
      for (const tenantId of gone) {
        tenants.get(tenantId)?.close();
        tenants.delete(tenantId);
        if (focused === tenantId) unfocus();
      }
      if (changed) deps.onTenants();
      return null;
    } catch (error) {
      fault(error);
      return localError('cannot-write');
    }
  }

  /** Only the tenant in view is listened to: the others are asked for when they come into view. */
  function focus(tenantId: string): void {
    if (focused === tenantId) return;
    unfocus();
    focused = tenantId;
  }

  function listen(tenantId: string): void {
    if (closed || focused !== tenantId) return;
    hints ??= createHintWatch({ ...deps, tenantId, onHint: () => void syncOf(tenantId).run() });
  }

  function unfocus(): void {
    if (focused !== null) tenants.get(focused)?.every(delays.others);
    focused = null;
    hints?.close();
    hints = null;
  }

  const refreshByClock = (tenantId: string): Promise<readonly SyncedKind[]> =>
    copy.writer.write(writes.refreshByClock, { tenantId, now: clock.now() });

  async function refreshAllByClock(): Promise<void> {
    try {
      for (const [tenantId] of tenants) {
        if (syncRowOf(copy.readable, tenantId)?.stage === 'complete')
          tell(tenantId, await refreshByClock(tenantId));
      }
    } catch (error) {
      fault(error);
    }
    if (closed) return;
    // Another round may have ended meanwhile.
    cancelStatuses?.();
    cancelStatuses = clock.after(delays.statuses, () => void refreshAllByClock());
  }

  async function begin(tenantId: string, rhythm: number): Promise<TenantSync> {
    if (syncRowOf(copy.readable, tenantId) === undefined)
      await copy.writer.write(writes.beginSync, { tenantId });
    const sync = syncOf(tenantId);
    sync.every(rhythm);
    void sync.run();
    return sync;
  }

  const tell = (tenantId: string, changed: readonly SyncedKind[]): void => {
    if (changed.length > 0) deps.onRows(tenantId, changed);
  };

  const fault = (error: unknown): void => {
    if (!closed) deps.onFault(error);
  };

  return {
    start(opened) {
      void refreshAccount();
      for (const tenantId of opened) void begin(tenantId, delays.others).catch(fault);
      void refreshAllByClock();
    },
    refreshAccount,
    async open(tenantId) {
      focus(tenantId);
      const sync = await begin(tenantId, delays.focused);
      listen(tenantId);
      return sync.state();
    },
    async now(tenantId) {
      const row = syncRowOf(copy.readable, tenantId);
      if (row === undefined) return stateOf(keyOf(tenantId), row);
      const account = refreshAccount();
      const run = syncOf(tenantId).run();
      // A first load takes as long as it takes; progress tells.
      if (row.stage === 'complete') await run;
      await account;
      return syncOf(tenantId).state();
    },
    stateOf(tenantId) {
      return tenants.get(tenantId)?.state() ?? stateOf(keyOf(tenantId), syncRowOf(copy.readable, tenantId));
    },
    focused: () => focused,
    changed(tenantId) {
      if (syncRowOf(copy.readable, tenantId) !== undefined) void syncOf(tenantId).run();
    },
    async took(tenantId, kind, effect) {
      const input = { tenantId, kind, effect, now: clock.now() };
      tell(tenantId, await copy.writer.write(writes.applyEffect, input));
    },
    refreshByClock,
    clockChanged() {
      cancelStatuses?.();
      void refreshAllByClock();
    },
    resume() {
      void refreshAccount();
      for (const sync of tenants.values()) void sync.run();
      hints?.resume();
    },
    close() {
      closed = true;
      cancelRefresh?.();
      cancelStatuses?.();
      hints?.close();
      for (const sync of tenants.values()) sync.close();
    },
  };
}
