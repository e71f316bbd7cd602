import type { MessagePortMain } from 'electron';
import { apiError, Refusal, type ApiError } from '#shared/api/errors.ts';
import { engineToMain, type EngineToMain, type MainToEngine } from '#shared/desktop/engineProtocol.ts';
import type { Account } from '#shared/desktop/session.ts';
import type { Log } from '../log.ts';
import type { EngineChild } from './engineChild.ts';
import { createRestartDelay } from './restartDelay.ts';

/** Where an account's copy lies and its key; null keeps it in memory. */
export type Copy = Extract<MainToEngine, { type: 'open' }>['copy'];

/** The engine, whichever process it is at the moment: when one dies, another takes over with the same account. */
export interface EngineProcess {
  /** Hands the account over. Resolves when its copy is open. @throws Refusal why it could not be opened. */
  readonly open: (account: Account, copy: Copy) => Promise<void>;
  /** Closes the copy, with `wipe` deletes it. Answers whether the engine said that it is done. */
  readonly close: (options: { readonly wipe: boolean }) => Promise<boolean>;
  /** Hands a page's port over, now or when the next engine is there. */
  readonly connect: (port: MessagePortMain) => void;
  /** Closes the copy and ends the process. */
  readonly dispose: () => Promise<void>;
}

export interface EngineDeps {
  readonly fork: () => EngineChild;
  /** A token for the account that is open. @throws Refusal */
  readonly accessToken: (rejected: string | null) => Promise<string>;
  readonly onReady: (accountId: string) => void;
  /** The process died; calls on its ports are not answered any more. */
  readonly onLost: () => void;
  /** A restarted engine could not open the copy again. */
  readonly onOpenFailed: (error: ApiError) => void;
  /** The backend shut the account out. */
  readonly onDisabled: (accountId: string, error: ApiError) => void;
  readonly log: Log;
}

/** The longest wait for a copy to be closed, in milliseconds: a checkpoint of the write-ahead log on a slow disk. */
const closeTimeout = 5000;

export function createEngineProcess(deps: EngineDeps): EngineProcess {
  const restartDelay = createRestartDelay();
  let child: EngineChild | null = null;
  let openAccount: { readonly account: Account; readonly copy: Copy } | null = null;
  let opening: PromiseWithResolvers<void> | null = null;
  let closing: PromiseWithResolvers<boolean> | null = null;
  let waitingPorts: MessagePortMain[] = [];
  let restart: NodeJS.Timeout | undefined;
  let disposed = false;

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
    if (openAccount !== null) post({ type: 'open', ...openAccount });
    for (const port of waitingPorts.splice(0)) post({ type: 'connect' }, [port]);
  }

  function ended(code: number, lived: number): void {
    child = null;
    closing?.resolve(false);
    if (disposed) return;
    const delay = restartDelay(lived);
    deps.log.warn('engine ended', {
      code,
      livedMilliseconds: Math.round(lived),
      restartInMilliseconds: delay,
    });
    deps.onLost();
    restart = setTimeout(start, delay);
  }

  function receive(given: unknown): void {
    const parsed = engineToMain.safeParse(given);
    if (!parsed.success) deps.log.warn('message of the engine not understood');
    else answer(parsed.data);
  }

  function answer(message: EngineToMain): void {
    switch (message.type) {
      case 'started':
        return;
      case 'opened':
        opening?.resolve();
        opening = null;
        if (openAccount !== null) deps.onReady(openAccount.account.id);
        return;
      case 'open-failed':
        openAccount = null;
        if (opening === null) deps.onOpenFailed(message.error);
        else opening.reject(new Refusal(message.error));
        opening = null;
        return;
      case 'access-token-wanted':
        void sendToken(message.requestId, message.rejected);
        return;
      case 'account-disabled':
        deps.onDisabled(message.accountId, message.error);
        return;
      case 'closed':
        closing?.resolve(true);
        return;
    }
  }

  async function sendToken(requestId: number, rejected: string | null): Promise<void> {
    try {
      post({ type: 'access-token', requestId, token: await deps.accessToken(rejected), error: null });
    } catch (thrown) {
      const error =
        thrown instanceof Refusal ? thrown.error : apiError('INTERNAL', 'No access token could be had.');
      post({ type: 'access-token', requestId, token: null, error });
    }
  }

  async function close({ wipe }: { readonly wipe: boolean }): Promise<boolean> {
    openAccount = null;
    opening?.reject(new Refusal(apiError('CANCELLED', 'The copy was closed before it was open.')));
    opening = null;
    if (child === null) return false;
    closing ??= Promise.withResolvers<boolean>();
    const { promise } = closing;
    const limit = setTimeout(() => closing?.resolve(false), closeTimeout);
    post({ type: 'close', wipe });
    const done = await promise;
    clearTimeout(limit);
    closing = null;
    return done;
  }

  start();
  return {
    async open(account, copy) {
      openAccount = { account, copy };
      opening = Promise.withResolvers<void>();
      post({ type: 'open', account, copy });
      await opening.promise;
    },
    close,
    connect(port) {
      if (child === null) waitingPorts.push(port);
      else post({ type: 'connect' }, [port]);
    },
    async dispose() {
      disposed = true;
      clearTimeout(restart);
      await close({ wipe: false });
      child?.kill();
    },
  };
}
