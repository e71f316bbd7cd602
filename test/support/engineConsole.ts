import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src-engine/cache/database.ts';
import { createClock, type Clock } from '../../src-engine/clock.ts';
import { createEngine, type Engine, type EngineDeps, type EnginePort } from '../../src-engine/engine.ts';
import { syncDelays, type SyncDelays } from '../../src-engine/sync/delays.ts';
import type { ApiError, Result } from '#shared/api/errors.ts';
import type { AccountProfile } from '#shared/api/tenants.ts';
import type { EngineCommandName, InputOf, OutputOf } from '#shared/desktop/index.ts';
import type { DesktopEventName, DesktopEventPayload } from '#shared/desktop/events.ts';
import { createRecentEvents } from '#shared/desktop/recentEvents.ts';
import { tenantKeyOf } from '#shared/desktop/tenantKey.ts';
import type { EngineToMain, MainToEngine } from '#shared/desktop/engineProtocol.ts';
import { idNumber, tenantIdOf } from './engineEntities.ts';

export const someAccount: AccountProfile = {
  tenantId: tenantIdOf(1),
  userId: idNumber(6, 0),
  email: 'admin@example.com',
  firstName: 'Ada',
  lastName: 'Admin',
};

const accountId = 'account-1';

/** A tenant of the desk's account, as events name it. */
export const keyOf = (tenantId: string): string => tenantKeyOf(accountId, tenantId);

function addressed(input: object = {}): object {
  const { tenantId, ...rest } = input as { readonly tenantId?: string };
  return tenantId === undefined ? { ...input, accountId } : { ...rest, tenantKey: keyOf(tenantId) };
}

export const someKey = 'ab'.repeat(32);

/** A command's input, with tenants by their own id: the desk adds whose they are. */
export type DeskInput<N extends EngineCommandName> = OwnTenant<InputOf<N>>;

type OwnTenant<I> = Omit<I, 'accountId' | 'tenantKey'> &
  (I extends { readonly tenantKey: string } ? { readonly tenantId: string } : unknown);

/** The engine as main and a window of one account see it, in this process, with real files, threads and HTTP. */
export interface EngineConsole {
  readonly file: string | null;
  call<N extends EngineCommandName>(name: N, input?: DeskInput<N>): Promise<Result<OutputOf<N>>>;
  /** The value of a call that must succeed. */
  value<N extends EngineCommandName>(name: N, input?: DeskInput<N>): Promise<OutputOf<N>>;
  /** The error of a call that must fail. */
  error<N extends EngineCommandName>(name: N, input?: DeskInput<N>): Promise<ApiError>;
  /** The answer as text, to a call as text. */
  raw(command: string, input?: string): Promise<string>;
  readonly events: { readonly event: DesktopEventName; readonly payload: unknown }[];
  /** Resolves with the first event, from now on or before, that fits. */
  event<N extends DesktopEventName>(
    name: N,
    fits?: (payload: DesktopEventPayload<N>) => boolean,
  ): Promise<DesktopEventPayload<N>>;
  /** Opens a tenant and waits until its copy agrees with the backend. */
  open(tenantId: string): Promise<void>;
  readonly messages: EngineToMain[];
  /** A message of main, such as one that opens another account beside the desk's own. */
  tell(message: MainToEngine): void;
  readonly logLines: string[];
  close(options?: { readonly wipe: boolean }): Promise<void>;
}

export interface ConsoleOptions {
  readonly backendUrl: string;
  /** A folder of an earlier console goes on with its copy; null keeps it in memory. */
  readonly file?: string | null;
  readonly keyHex?: string;
  readonly clock?: Partial<Clock>;
  readonly delays?: Partial<SyncDelays>;
  /** Writes in a thread of its own, as in the product. Off in most tests: starting it costs more than they do. */
  readonly thread?: boolean;
  /** By which ways main says that the system wants an origin to be reached; null: it can't say. */
  readonly proxies?: () => string | null;
  /** Whose certificates are believed. */
  readonly authorities?: EngineDeps['authorities'];
  /** What main answers when asked for a token. */
  readonly token?: (rejected: string | null, accountId: string) => Result<string>;
}

/** A file for a copy in a folder of its own, which goes when the test ends. */
export function temporaryCopy(onEnd: (work: () => void) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenantdesk-engine-'));
  onEnd(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'copies', 'account.db');
}

/** Changes a closed copy by SQL, into what another version of TenantDesk would have left. */
export function changeCopy(file: string, sql: string): void {
  const database = openDatabase({ copy: { file, keyHex: someKey }, nativeBinding: null }, { cacheKiB: 1024 });
  database.writable.execute(sql);
  database.close();
}

/**
 * Flips a bit in each of the last 200 pages of a closed copy. In one of 2,000 users these hold users or an index of theirs, which were
 * written long after what the account wishes.
 */
export function damageCopy(file: string): void {
  const pageSize = 4096;
  const content = readFileSync(file);
  for (let at = content.length - 200 * pageSize; at < content.length; at += pageSize)
    content[at + 99] = (content[at + 99] ?? 0) ^ 1;
  writeFileSync(file, content);
}

/** Reads users in so many ways that damage anywhere among them is met; the last answer comes from a copy that is well. */
export async function readDamaged(
  desk: Pick<EngineConsole, 'call' | 'value'>,
  tenantId: string,
): Promise<void> {
  for (const sort of ['name', 'email', 'source', 'status'] as const)
    await desk.call('users.page', { tenantId, filter: {}, sort });
  await desk.value('users.page', { tenantId, filter: { search: 'last1999' } });
}

const writerEntry = new URL('../../src-engine/writer.ts', import.meta.url);

export async function openConsole(options: ConsoleOptions): Promise<EngineConsole> {
  const { file = null } = options;
  const messages: EngineToMain[] = [];
  const logLines: string[] = [];
  const events: EngineConsole['events'] = [];
  const waiting = new Set<() => void>();
  const answers = new Map<number, (result: string) => void>();
  let toEngine: (message: unknown) => void = () => undefined;
  let lastId = 0;

  const recent = createRecentEvents();
  const engine: Engine = createEngine({
    post(message) {
      messages.push(message);
      if (message.type === 'access-token-wanted') {
        const { accountId: asking, requestId, rejected } = message;
        const token = options.token?.(rejected, asking) ?? { ok: true, value: 'token-1' };
        const answer = { type: 'access-token', accountId: asking, requestId };
        queueMicrotask(() =>
          engine.receive(
            { ...answer, token: token.ok ? token.value : null, error: token.ok ? null : token.error },
            [],
          ),
        );
      }
      if (message.type === 'proxies-wanted') {
        const { requestId } = message;
        const proxies = options.proxies === undefined ? 'DIRECT' : options.proxies();
        queueMicrotask(() => engine.receive({ type: 'proxies', requestId, proxies }, []));
      }
      for (const look of waiting) look();
    },
    ...(options.authorities === undefined ? {} : { authorities: options.authorities }),
    clock: { ...createClock(), ...options.clock },
    delays: { ...syncDelays, ...options.delays },
    log: {
      write(level, message, facts = {}) {
        recent.note(level, message, facts);
        logLines.push(JSON.stringify({ level, message, ...facts }));
      },
    },
    recent,
    writerEntry: options.thread === true ? writerEntry : null,
    nativeBinding: null,
  });
  const port: EnginePort = {
    post(message) {
      const given = message as { id: number; result: string } | { event: DesktopEventName; payload: string };
      if ('id' in given) {
        answers.get(given.id)?.(given.result);
        answers.delete(given.id);
      } else events.push({ event: given.event, payload: JSON.parse(given.payload) as unknown });
      for (const look of waiting) look();
    },
    onMessage: (listener) => {
      toEngine = listener;
    },
    onClose: () => undefined,
  };

  function until<T>(look: () => T | undefined, what: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(again);
        reject(new Error(`Waited in vain for ${what}. Log: ${logLines.join('\n')}`));
      }, 20_000);
      const again = (): void => {
        const found = look();
        if (found === undefined) return;
        clearTimeout(timer);
        waiting.delete(again);
        resolve(found);
      };
      waiting.add(again);
      again();
    });
  }

  engine.receive({ type: 'connect' }, [port]);
  const account = {
    id: accountId,
    backendUrl: options.backendUrl,
    profile: someAccount,
    homeTenantName: 'Tenant 1',
  };
  const copy = file === null ? null : { file, keyHex: options.keyHex ?? someKey };
  engine.receive({ type: 'open', account, copy }, []);
  await until(
    () => messages.find(({ type }) => type === 'opened' || type === 'open-failed'),
    'the copy to open',
  );

  const raw: EngineConsole['raw'] = (command, input) =>
    new Promise((resolve) => {
      lastId += 1;
      answers.set(lastId, resolve);
      toEngine({ id: lastId, command, ...(input === undefined ? {} : { input }) });
    });
  const call = async <N extends EngineCommandName>(
    name: N,
    input?: DeskInput<N>,
  ): Promise<Result<OutputOf<N>>> =>
    JSON.parse(await raw(name, JSON.stringify(addressed(input)))) as Result<OutputOf<N>>;
  const self: EngineConsole = {
    file,
    raw,
    call,
    async value(name, input) {
      const result = await call(name, input);
      if (!result.ok)
        throw new Error(`${name}: ${result.error.code} ${result.error.message} ${logLines.join('\n')}`);
      return result.value;
    },
    async error(name, input) {
      const result = await call(name, input);
      if (result.ok) throw new Error(`${name} was expected to fail`);
      return result.error;
    },
    events,
    event: async <N extends DesktopEventName>(
      name: N,
      fits: (payload: DesktopEventPayload<N>) => boolean = () => true,
    ) => {
      const found = await until(
        () => events.find(({ event, payload }) => event === name && fits(payload as DesktopEventPayload<N>)),
        `the event ${name}`,
      );
      return found.payload as DesktopEventPayload<N>;
    },
    async open(tenantId) {
      await self.value('tenants.open', { tenantId });
      await self.event(
        'sync.changed',
        (state) => state.tenantKey === keyOf(tenantId) && state.phase === 'up-to-date',
      );
    },
    messages,
    tell: (message) => engine.receive(message, []),
    logLines,
    async close(how = { wipe: false }) {
      engine.receive({ type: 'close', accountId, ...how }, []);
      await until(() => messages.find(({ type }) => type === 'closed'), 'the copy to close');
    },
  };
  return self;
}
