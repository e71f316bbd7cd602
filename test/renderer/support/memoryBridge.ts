import type { ApiError, Result } from '#shared/api/errors.ts';
import { apiError } from '#shared/api/errors.ts';
import type { SyncedKind } from '#shared/api/syncedKinds.ts';
import type { Bridge } from '#shared/desktop/bridge.ts';
import type { DesktopEventName, DesktopEventPayload } from '#shared/desktop/events.ts';
import {
  type CommandName,
  commandNames,
  commands,
  type InputOf,
  type OutputOf,
} from '#shared/desktop/index.ts';
import type { Preferences } from '#shared/desktop/preferences.ts';
import type { SessionState } from '#shared/desktop/session.ts';
import { readTenantKey } from '#shared/desktop/tenantKey.ts';
import type { Connection, SyncState } from '#shared/desktop/tenants.ts';
import { createMemoryBackend } from './memoryBackend.ts';
import { customerPageOf, toUserDetails, userPageOf } from './memoryGrids.ts';
import {
  accountId,
  createMemoryWorld,
  idOf,
  inView,
  type MemoryWorld,
  providerId,
  tenantId,
  type WorldOptions,
} from './memoryWorld.ts';

export interface MemoryBridgeOptions extends WorldOptions {
  readonly session?: Partial<SessionState>;
  readonly preferences?: Partial<Preferences>;
  readonly online?: boolean;
  /** State of the first tenant's copy. */
  readonly sync?: Partial<SyncState>;
  /** Commands that fail so, as long as the entry stands. */
  readonly failing?: Partial<Record<CommandName, ApiError>>;
  /** Commands that never answer. */
  readonly silent?: readonly CommandName[];
}

export interface MemoryBridge extends Bridge {
  readonly world: MemoryWorld;
  /** What was called, oldest first. */
  readonly calls: { readonly name: CommandName; readonly input: unknown }[];
  readonly failing: Partial<Record<CommandName, ApiError>>;
  readonly emit: <E extends DesktopEventName>(event: E, payload: DesktopEventPayload<E>) => void;
  readonly setOnline: (online: boolean) => void;
}

type Handlers = { readonly [N in CommandName]: (input: never) => OutputOf<N> | ApiError };

/** As the engine reads it: handlers know tenants by their own id. */
function addressed(input: unknown): unknown {
  const { tenantId: key } = (input ?? {}) as { readonly tenantId?: string };
  return key === undefined ? input : { ...(input as object), tenantId: readTenantKey(key).tenantId };
}

const isError = (answer: unknown): answer is ApiError =>
  typeof answer === 'object' && answer !== null && 'code' in answer && 'retryable' in answer;

/** The other processes of the console, in memory: every input is checked by its schema as main and the engine do. */
export function createMemoryBridge(options: MemoryBridgeOptions = {}): MemoryBridge {
  const world = createMemoryWorld(options);
  const calls: { readonly name: CommandName; readonly input: unknown }[] = [];
  const failing = { ...options.failing };
  const listeners = new Map<DesktopEventName, Set<(payload: string) => void>>();
  let connection: Connection = { online: options.online ?? true, lastContactAt: new Date().toISOString() };
  let preferences: Preferences = {
    appearance: 'system',
    density: 'compact',
    language: 'en',
    lastTenantId: tenantId,
    ...options.preferences,
  };
  let session: SessionState = {
    state: 'signed-in',
    account: {
      id: accountId,
      backendUrl: 'https://tenants.meridian.example',
      profile: {
        tenantId: providerId,
        userId: idOf(9, 0),
        email: 'mara@meridian.example',
        firstName: 'Mara',
        lastName: 'Lindqvist',
      },
      homeTenantName: 'Meridian Services',
    },
    backendUrl: 'https://tenants.meridian.example',
    keychain: { available: true },
    problem: null,
    ...options.session,
  };
  if (options.sync !== undefined) {
    const first = world.tenants.find(({ id }) => id === tenantId);
    if (first !== undefined) Object.assign(first.sync, options.sync);
  }

  const emit: MemoryBridge['emit'] = (event, payload) => {
    for (const listener of listeners.get(event) ?? []) listener(JSON.stringify(payload));
  };
  const backend = createMemoryBackend(world, (entities: readonly SyncedKind[]) =>
    emit('copy.changed', { tenantId: inView, entities: [...entities] }),
  );
  const syncOf = (id: string): SyncState => {
    const tenant = world.tenants.find((one) => one.id === id);
    if (tenant === undefined) throw new Error(`No tenant ${id}.`);
    return tenant.sync;
  };
  const change = (part: Partial<SessionState>): SessionState => {
    session = { ...session, ...part };
    emit('session.changed', session);
    return session;
  };
  const provenance = { source: 'copy', asOf: new Date().toISOString() } as const;
  const notFound = apiError('NOT_FOUND', 'No such row.');

  const handlers: Handlers = {
    'session.current': () => session,
    'session.signIn': () => change({ state: 'signing-in' }),
    'session.cancelSignIn': () => change({ state: 'signed-out', account: null }),
    'session.signOut': () => change({ state: 'signed-out', account: null }),
    'snapshot.keep': () => ({ kept: true }),
    'snapshot.drop': () => undefined,
    'window.setAppearance': () => undefined,
    'window.copyText': () => undefined,
    'tenants.all': () => ({
      account: session.account?.profile ?? {
        tenantId: providerId,
        userId: idOf(9, 0),
        email: '',
        firstName: '',
        lastName: '',
      },
      tenants: world.tenants,
      connection,
      sessionOnly: !session.keychain.available,
    }),
    'tenants.open': (input: InputOf<'tenants.open'>) => syncOf(input.tenantId),
    'tenants.pin': ({ tenantId: id, pinned }: InputOf<'tenants.pin'>) => {
      world.tenants = world.tenants.map((one) => (one.id === id ? { ...one, pinned } : one));
      return undefined;
    },
    'sync.now': ({ tenantId: id }: InputOf<'sync.now'>) => {
      if (!connection.online) return apiError('OFFLINE', 'No answer.');
      const sync: SyncState = { ...syncOf(id), phase: 'up-to-date', asOf: new Date().toISOString() };
      emit('sync.changed', sync);
      return sync;
    },
    'users.page': (input: Parameters<typeof userPageOf>[1]) => userPageOf(world, input),
    'users.one': ({ userId }: InputOf<'users.one'>) => {
      const user = world.users.find(({ id }) => id === userId);
      return user === undefined ? notFound : toUserDetails(world, user);
    },
    'users.picture': () => ({ image: null }),
    'customers.page': (input: Parameters<typeof customerPageOf>[1]) => customerPageOf(world, input),
    'customers.one': ({ customerId }: InputOf<'customers.one'>) =>
      world.customers.find(({ id }) => id === customerId) ?? notFound,
    'profiles.all': () => ({
      profiles: world.profiles.map((profile) => ({
        ...profile,
        holders: world.users.filter(({ profileIds }) => profileIds.includes(profile.id)).length,
      })),
      products: world.products,
      provenance,
    }),
    'roles.all': () => ({ roles: world.roles, provenance }),
    'preferences.read': () => preferences,
    'preferences.change': (input: Partial<Preferences>) => {
      preferences = { ...preferences, ...input };
      return preferences;
    },
    'backend.call': (input: InputOf<'backend.call'>) => {
      if (!connection.online) return apiError('OFFLINE', 'No answer.');
      const given = backend.call(input);
      return isError(given) ? given : (given as { readonly value: unknown }).value;
    },
  };

  async function answer(name: CommandName, inputJson: string | undefined): Promise<string> {
    const parsed = commands[name].input.safeParse(
      inputJson === undefined ? undefined : JSON.parse(inputJson),
    );
    if (!parsed.success) throw new Error(`Wrong input of ${name}: ${parsed.error.message}`);
    calls.push({ name, input: parsed.data });
    if (options.silent?.includes(name) === true) await new Promise(() => {});
    const failure = failing[name];
    const given = failure ?? handlers[name](addressed(parsed.data) as never);
    const result: Result<unknown> = isError(given) ? { ok: false, error: given } : { ok: true, value: given };
    return JSON.stringify(result);
  }

  return {
    world,
    calls,
    failing,
    platform: 'linux',
    emit,
    setOnline: (online) => {
      connection = { ...connection, online };
      emit('connection.changed', { accountId, ...connection });
    },
    commands: Object.fromEntries(
      commandNames.map((name) => [name, (input: string | undefined) => answer(name, input)]),
    ) as Bridge['commands'],
    on: (event, listener) => {
      const known = listeners.get(event) ?? new Set();
      known.add(listener);
      listeners.set(event, known);
      return () => known.delete(listener);
    },
  };
}
