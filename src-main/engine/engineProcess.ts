import type { MessagePortMain } from 'electron';
import { apiError, Refusal, type ApiError } from '#shared/api/errors.ts';
import type { EngineReport } from '#shared/desktop/diagnostics.ts';
import { localError } from '#shared/desktop/localErrors.ts';
import { engineToMain, type EngineToMain, type MainToEngine } from '#shared/desktop/engineProtocol.ts';
import type { Account } from '#shared/desktop/session.ts';
import type { Log } from '../log.ts';
import type { EngineChild } from './engineChild.ts';
import { createRestartDelay } from '../restartDelay.ts';

/** Where an account's copy lies and its key; null keeps it in memory. */
export type Copy = Extract<MainToEngine, { type: 'open' }>['copy'];

/** The engine, whichever process it is at the moment: when one dies, another takes over with the same accounts. */
export interface EngineProcess {
  /** Hands an account over. Resolves when its copy is open. @throws Refusal why it could not be opened. */
  readonly open: (account: Account, copy: Copy) => Promise<void>;
  /** Closes an account's copy, with `wipe` deletes it. Returns whether the engine said that it is done. */
  readonly close: (accountId: string, options: { readonly wipe: boolean }) => Promise<boolean>;
  /** Hands a page's port over, now or when the next engine is there. */
  readonly connect: (port: MessagePortMain) => void;
  /** What the engine says of itself; null when it doesn't answer. */
  readonly report: () => Promise<EngineReport | null>;
  /** Closes all copies and ends the process. */
  readonly dispose: () => Promise<void>;
}

export interface EngineDeps {
  readonly fork: () => EngineChild;
  /** A token for an account. @throws Refusal */
  readonly accessToken: (accountId: string, rejected: string | null) => Promise<string>;
  /** The ways to an origin, as Chromium writes them. @throws NetworkFailure */
  readonly proxiesFor: (origin: string) => Promise<string>;
  readonly onReady: (accountId: string) => void;
  /** The process died; calls on its ports are not answered any more. */
  readonly onLost: () => void;
  /** A restarted engine could not open the copy again. */
  readonly onOpenFailed: (accountId: string, error: ApiError) => void;
  /** The backend shut an account out. */
  readonly onDisabled: (accountId: string, error: ApiError) => void;
  readonly log: Log;
}

type TokenQuestion = Extract<EngineToMain, { type: 'access-token-wanted' }>;
type ProxyQuestion = Extract<EngineToMain, { type: 'proxies-wanted' }>;

/** The longest wait for a copy to be closed, in milliseconds: a checkpoint of the write-ahead log on a slow disk. */
const closeTimeout = 5000;

/** So many ends, none of which came to open a copy, are no accident: who waits is told instead. */
const mostFailures = 4;

/** The longest that somebody waits for a report of an engine that hangs or is starting, in milliseconds. */
const reportTimeout = 2000;

export function createEngineProcess(deps: EngineDeps): EngineProcess {
  const restartDelay = createRestartDelay();
  let child: EngineChild | null = null;
  /** What the process holds, or the next one will. */
  const accounts = new Map<string, { readonly account: Account; readonly copy: Copy }>();
  const opening = new Map<string, PromiseWithResolvers<void>>();
  const closing = new Map<string, PromiseWithResolvers<boolean>>();
  const reporting = new Map<number, (report: EngineReport | null) => void>();
  let lastRequest = 0;
  let waitingPorts: MessagePortMain[] = [];
  let restart: NodeJS.Timeout | undefined;
  let disposed = false;
  let failures = 0;

  const post = (message: MainToEngine, ports: readonly MessagePortMain[] = []): void =>
    child?.post(message, ports);

  function start(): void {
    const started = deps.fork();
    const startedAt = performance.now();
    child = started;
    started.onMessage((message) => {
      if (child === started) receive(message);
    });
    started.onExit((code) => {
      if (child === started) ended(code, performance.now() - startedAt);
    });
    for (const held of accounts.values()) post({ type: 'open', ...held });
    for (const port of waitingPorts.splice(0)) post({ type: 'connect' }, [port]);
  }

  function ended(code: number, lived: number): void {
    child = null;
    for (const { resolve } of closing.values()) resolve(false);
    if (disposed) return;
    failures += 1;
    if (failures >= mostFailures) giveUpOpening();
    const delay = restartDelay(lived);
    deps.log.warn('engine ended', {
      code,
      livedMilliseconds: Math.round(lived),
      restartInMilliseconds: delay,
    });
    deps.onLost();
    restart = setTimeout(start, delay);
  }

  /** The engine is started again all the same; whoever wants in by then tries again. */
  function giveUpOpening(): void {
    const failed = new Refusal(localError('engine-failed'));
    for (const [accountId, { reject }] of opening) {
      accounts.delete(accountId);
      reject(failed);
    }
    opening.clear();
  }

  function receive(given: unknown): void {
    const parsed = engineToMain.safeParse(given);
    if (!parsed.success) deps.log.warn('message of the engine not understood');
    else answer(parsed.data);
  }

  function answer(message: EngineToMain): void {
    switch (message.type) {
      case 'opened':
        failures = 0;
        opening.get(message.accountId)?.resolve();
        opening.delete(message.accountId);
        if (accounts.has(message.accountId)) deps.onReady(message.accountId);
        return;
      case 'open-failed': {
        const { accountId, error } = message;
        accounts.delete(accountId);
        const waiting = opening.get(accountId);
        if (waiting === undefined) deps.onOpenFailed(accountId, error);
        else waiting.reject(new Refusal(error));
        opening.delete(accountId);
        return;
      }
      case 'access-token-wanted':
        void sendToken(message);
        return;
      case 'proxies-wanted':
        void sendProxies(message);
        return;
      case 'account-disabled':
        deps.onDisabled(message.accountId, message.error);
        return;
      case 'diagnostics':
        reporting.get(message.requestId)?.(message.report);
        return;
      case 'closed':
        closing.get(message.accountId)?.resolve(true);
        return;
    }
  }

  async function sendToken({ accountId, requestId, rejected }: TokenQuestion): Promise<void> {
    const answered = { type: 'access-token', accountId, requestId } as const;
    try {
      post({ ...answered, token: await deps.accessToken(accountId, rejected), error: null });
    } catch (thrown) {
      const error =
        thrown instanceof Refusal ? thrown.error : apiError('INTERNAL', 'No access token could be had.');
      post({ ...answered, token: null, error });
    }
  }

  async function sendProxies({ requestId, origin }: ProxyQuestion): Promise<void> {
    const proxies = await deps.proxiesFor(origin).catch(() => null);
    post({ type: 'proxies', requestId, proxies });
  }

  async function close(accountId: string, { wipe }: { readonly wipe: boolean }): Promise<boolean> {
    accounts.delete(accountId);
    const cancelled = apiError('CANCELLED', 'The copy was closed before it was open.');
    opening.get(accountId)?.reject(new Refusal(cancelled));
    opening.delete(accountId);
    if (child === null) return false;
    const done = closing.get(accountId) ?? Promise.withResolvers<boolean>();
    closing.set(accountId, done);
    const limit = setTimeout(() => done.resolve(false), closeTimeout);
    post({ type: 'close', accountId, wipe });
    const said = await done.promise;
    clearTimeout(limit);
    closing.delete(accountId);
    return said;
  }

  start();
  return {
    async open(account, copy) {
      accounts.set(account.id, { account, copy });
      const opened = Promise.withResolvers<void>();
      opening.set(account.id, opened);
      post({ type: 'open', account, copy });
      await opened.promise;
    },
    close,
    connect(port) {
      if (child === null) waitingPorts.push(port);
      else post({ type: 'connect' }, [port]);
    },
    async report() {
      if (child === null) return null;
      lastRequest += 1;
      const requestId = lastRequest;
      const answered = Promise.withResolvers<EngineReport | null>();
      reporting.set(requestId, answered.resolve);
      const limit = setTimeout(() => answered.resolve(null), reportTimeout);
      post({ type: 'diagnostics', requestId });
      const report = await answered.promise;
      clearTimeout(limit);
      reporting.delete(requestId);
      return report;
    },
    async dispose() {
      disposed = true;
      clearTimeout(restart);
      // The program ends: what was not open yet has not failed for it.
      opening.clear();
      await Promise.all([...accounts.keys()].map(async (id) => await close(id, { wipe: false })));
      child?.kill();
    },
  };
}
