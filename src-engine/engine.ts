import { apiError, Refusal, refuse, type Result } from '#shared/api/errors.ts';
import {
  type EngineToMain,
  mainToEngine,
  type MainToEngine,
  rendererToEngine,
} from '#shared/desktop/engineProtocol.ts';
import type { DesktopEventName } from '#shared/desktop/events.ts';
import { type AccountSession, openAccountSession } from './accountSession.ts';
import type { AccessTokens } from './backend/accessTokens.ts';
import { wipeCopy } from './cache/copy.ts';
import type { Clock } from './clock.ts';
import { createCommandRegistry } from './commands/registry.ts';
import { copyContents, handlers } from './composition.ts';
import type { EngineContext } from './engineContext.ts';
import { exceptionFacts, type Log } from './log.ts';
import type { SyncDelays } from './sync/delays.ts';

/** One end of a channel to a window. */
export interface EnginePort {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
}

export interface Engine {
  /** Takes a message of main; a `connect` brings the port of a window. */
  receive(message: unknown, ports: readonly EnginePort[]): void;
}

export interface EngineDeps {
  readonly post: (message: EngineToMain) => void;
  readonly clock: Clock;
  readonly delays: SyncDelays;
  readonly log: Log;
  /** See `CopyDeps`. */
  readonly writerEntry: URL | null;
  readonly nativeBinding: string | null;
  /** How long a call of a window waits for main to open the account, in milliseconds. */
  readonly patience?: number;
}

/** The engine, given how to talk with main. Announces itself with `started`. */
export function createEngine(deps: EngineDeps): Engine {
  const { clock, log, post } = deps;
  const windows = new Set<EnginePort>();
  const tokens = createTokenQuestions(post);
  let session: AccountSession | null = null;
  /** The file of the account last asked for: it can be wiped even when it could not be opened. */
  let lastFile: string | null = null;
  let opened = Promise.withResolvers<void>();
  // Opening and closing happen one after another, whatever the order in which they end.
  let lifeCycle: Promise<void> = Promise.resolve();

  const emit = (event: DesktopEventName, payload: unknown): void => {
    const message = { event, payload: JSON.stringify(payload) };
    for (const window of windows) window.post(message);
  };

  const answer = createCommandRegistry({
    handlers,
    context: async () => {
      if (session === null) await waitForAccount();
      if (session === null) throw notSignedIn();
      return session.context();
    },
    onDamage: async (context: EngineContext) => {
      if (session === null) throw notSignedIn();
      await session.repair(context);
    },
    log,
  });

  /** A window may be faster than main, which fetches the key of the copy first. */
  async function waitForAccount(): Promise<void> {
    const late = Promise.withResolvers<void>();
    const cancel = clock.after(deps.patience ?? 10_000, () => late.resolve());
    await Promise.race([opened.promise, late.promise]);
    cancel();
  }

  async function open({ account, copy }: Extract<MainToEngine, { type: 'open' }>): Promise<void> {
    await close({ wipe: false });
    lastFile = copy?.file ?? null;
    try {
      session = openAccountSession({
        ...deps,
        account,
        contents: copyContents,
        location: { copy, nativeBinding: deps.nativeBinding },
        accessTokens: tokens,
        emit,
        onDisabled: (error) => post({ type: 'account-disabled', accountId: account.id, error }),
      });
      opened.resolve();
      post({ type: 'opened' });
    } catch (error) {
      if (!(error instanceof Refusal)) log.write('error', 'account not opened', exceptionFacts(error));
      const failure = apiError('CACHE_UNAVAILABLE', 'The local copy cannot be opened. Nothing was changed.');
      post({ type: 'open-failed', error: error instanceof Refusal ? error.error : failure });
    }
  }

  async function close({ wipe }: { readonly wipe: boolean }): Promise<void> {
    const closing = session;
    if (closing !== null) {
      session = null;
      opened = Promise.withResolvers<void>();
      await closing.close();
    }
    if (wipe && lastFile !== null) wipeCopy(lastFile);
  }

  function connect(port: EnginePort): void {
    windows.add(port);
    port.onClose(() => windows.delete(port));
    port.onMessage((given) => {
      const call = rendererToEngine.safeParse(given);
      if (!call.success) return log.write('warn', 'message of a window not understood');
      const { id, command, input } = call.data;
      void answer(command, input).then((result) => port.post({ id, result }));
    });
  }

  function inOrder(work: () => Promise<void>): void {
    lifeCycle = lifeCycle
      .then(work)
      .catch((error: unknown) => log.write('error', 'life cycle failed', exceptionFacts(error)));
  }

  post({ type: 'started' });
  return {
    receive(given, ports) {
      const parsed = mainToEngine.safeParse(given);
      if (!parsed.success) return log.write('warn', 'message of main not understood');
      const message = parsed.data;
      switch (message.type) {
        case 'open':
          return inOrder(() => open(message));
        case 'connect':
          return ports.forEach(connect);
        case 'access-token':
          return tokens.answered(message);
        case 'close':
          return inOrder(async () => {
            await close(message).finally(() => post({ type: 'closed' }));
          });
      }
    },
  };
}

/** Asks main for access tokens and matches its answers. */
function createTokenQuestions(
  post: (message: EngineToMain) => void,
): AccessTokens & { answered(message: Extract<MainToEngine, { type: 'access-token' }>): void } {
  const asked = new Map<number, (result: Result<string>) => void>();
  let lastId = 0;
  return {
    get({ rejected }) {
      lastId += 1;
      const requestId = lastId;
      return new Promise((resolve) => {
        asked.set(requestId, resolve);
        post({ type: 'access-token-wanted', requestId, rejected });
      });
    },
    answered({ requestId, token, error }) {
      const resolve = asked.get(requestId);
      asked.delete(requestId);
      if (token !== null) resolve?.({ ok: true, value: token });
      else resolve?.({ ok: false, error: error ?? notSignedIn().error });
    },
  };
}

function notSignedIn(): Refusal {
  return refuse('NOT_SIGNED_IN', 'No account is open. Nothing was saved; sign in first.');
}
