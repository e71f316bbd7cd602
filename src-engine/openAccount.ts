import { type SyncedKind, syncedKindNames } from '#shared/api/syncedKinds.ts';
import type { ApiError } from '#shared/api/errors.ts';
import { readersOf } from '#shared/desktop/index.ts';
import type { Account } from '#shared/desktop/session.ts';
import { tenantKeyOf } from '#shared/desktop/tenantKey.ts';
import { exceptionFacts } from '#shared/desktop/exceptionFacts.ts';
import type { AgentsDeps } from '#network/agents.ts';
import type { AccessTokens } from './backend/accessTokens.ts';
import { createBackendClient } from './backend/client.ts';
import { type Copy, type CopyDeps, openCopy, replaceCopy } from './cache/copy.ts';
import { CacheFault } from './cache/database.ts';
import { createBackendClock } from './backendClock.ts';
import type { Clock } from './clock.ts';
import { syncWrites } from './copyContents.ts';
import type { EngineContext } from './engineContext.ts';
import type { Emit } from './events.ts';
import { openedTenants } from './features/tenants/tenantsStore.ts';
import type { Log } from './log.ts';
import { type AccountSync, createAccountSync } from './sync/accountSync.ts';
import { createConnectionWatch } from './sync/connection.ts';
import type { SyncDelays } from './sync/delays.ts';

/** One account while it is open: its copy, its backend, and what keeps the two in step. */
export interface OpenAccount {
  context(): EngineContext;
  /** Replaces a copy that can't be read; harmless when that has happened already. @throws Refusal CACHE_UNAVAILABLE */
  repair(damaged: EngineContext): Promise<void>;
  close(): Promise<void>;
}

export interface OpenAccountDeps extends CopyDeps {
  readonly account: Account;
  readonly accessTokens: AccessTokens;
  readonly network: AgentsDeps;
  readonly clock: Clock;
  readonly delays: SyncDelays;
  readonly emit: Emit;
  /** The backend shut the account out. */
  readonly onDisabled: (error: ApiError) => void;
  readonly log: Log;
}

/** @throws Refusal CACHE_UNAVAILABLE */
export function openAccount(deps: OpenAccountDeps): OpenAccount {
  const { account, delays, emit, log } = deps;
  const accountId = account.id;
  const keyOf = (tenantId: string): string => tenantKeyOf(accountId, tenantId);
  let copy = openCopy(deps);
  let repairing: Promise<void> | null = null;
  let closed = false;

  const clock = createBackendClock({ clock: deps.clock, onChange: clockChanged });
  const client = createBackendClient({
    backendUrl: account.backendUrl,
    clock,
    accessTokens: deps.accessTokens,
    network: deps.network,
    onContact: (failure) => connection.observe(failure),
    onDisabled: deps.onDisabled,
  });
  const connection = createConnectionWatch({
    clock,
    delays,
    probe: () => client.ready(),
    onChange: (state) => emit('connection.changed', { ...state, accountId }),
    onBack: () => sync.resume(),
  });
  let sync = syncOn(copy);

  function syncOn(current: Copy): AccountSync {
    return createAccountSync({
      copy: current,
      writes: syncWrites,
      client,
      clock,
      delays,
      isOnline: () => connection.current().online,
      keyOf,
      onState: (state) => emit('sync.changed', state),
      onRows: rowsChanged,
      onTenants: () => emit('tenants.changed', { accountId }),
      onFault: (error) => failed(error, current),
    });
  }

  /** What changes by the clock alone is put right at once, and windows hear which clock goes. */
  function clockChanged(): void {
    if (closed) return;
    emit('connection.changed', { ...connection.current(), accountId });
    sync.clockChanged();
  }

  function rowsChanged(tenantId: string, entities: readonly SyncedKind[]): void {
    const outdated = [...readersOf(entities)];
    emit('copy.changed', { tenantKey: keyOf(tenantId), entities: [...entities], outdated });
  }

  /** Something failed that nobody waits for. */
  function failed(fault: unknown, current: Copy): void {
    if (closed) return;
    const noted = (message: string) => (cause: unknown) => log.write('error', message, exceptionFacts(cause));
    if (fault instanceof CacheFault && fault.kind === 'damaged' && current === copy)
      void repair(current).catch(noted('copy not replaced'));
    else noted('keeping in step failed')(fault);
  }

  async function closeCopy(): Promise<void> {
    await copy.close().catch((error: unknown) => log.write('warn', 'copy not closed', exceptionFacts(error)));
  }

  function repair(damaged: Copy): Promise<void> {
    if (damaged !== copy && repairing === null) return Promise.resolve();
    repairing ??= replace().finally(() => {
      repairing = null;
    });
    return repairing;
  }

  async function replace(): Promise<void> {
    log.write('warn', 'copy unreadable, set aside', {});
    const inView = sync.focused();
    sync.close();
    await closeCopy();
    if (closed) return;
    copy = replaceCopy(deps);
    sync = syncOn(copy);
    sync.start(openedTenants(copy.readable));
    if (inView !== null) void sync.open(inView).catch((error: unknown) => failed(error, copy));
    emit('tenants.changed', { accountId });
    for (const tenantId of openedTenants(copy.readable)) rowsChanged(tenantId, syncedKindNames);
  }

  sync.start(openedTenants(copy.readable));
  return {
    context: () => ({
      accountId,
      profile: account.profile,
      copy,
      client,
      connection,
      sync,
      clock,
      emit,
      keyOf,
    }),
    repair: ({ copy: damaged }) => repair(damaged),
    async close() {
      closed = true;
      sync.close();
      connection.close();
      client.close();
      await repairing?.catch(() => undefined);
      await closeCopy();
    },
  };
}
