import type { AgentsDeps } from '#network/agents.ts';
import { trustedAuthorities } from '#network/authorities.ts';
import type { EngineReport } from '#shared/desktop/diagnostics.ts';
import { type EngineToMain, mainToEngine, rendererToEngine } from '#shared/desktop/engineProtocol.ts';
import type { DesktopEventName } from '#shared/desktop/events.ts';
import type { RecentEvents } from '#shared/desktop/recentEvents.ts';
import { sqliteVersion } from './cache/database.ts';
import type { Clock } from './clock.ts';
import { createCommandRegistry } from './commands/registry.ts';
import { handlers } from './composition.ts';
import { copyContents } from './copyContents.ts';
import type { Log } from './log.ts';
import { createOpenAccounts } from './openAccounts.ts';
import type { SyncDelays } from './sync/delays.ts';
import { createProxyQuestions } from './proxyQuestions.ts';
import { createTokenQuestions } from './tokenQuestions.ts';

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
  /** What it noted last. */
  readonly recent: Pick<RecentEvents, 'list'>;
  /** See `CopyDeps`. */
  readonly writerEntry: URL | null;
  readonly nativeBinding: string | null;
  /** See `OpenAccountsDeps`. */
  readonly patience?: number;
  /** Those that this computer trusts, unless a test says otherwise. */
  readonly authorities?: AgentsDeps['authorities'];
}

/** The engine, given how to talk with main. */
export function createEngine(deps: EngineDeps): Engine {
  const { log, post } = deps;
  const windows = new Set<EnginePort>();
  const tokens = createTokenQuestions(post);
  const proxies = createProxyQuestions(post);
  const emit = (event: DesktopEventName, payload: unknown): void => {
    const message = { event, payload: JSON.stringify(payload) };
    for (const window of windows) window.post(message);
  };
  const accounts = createOpenAccounts({
    ...deps,
    contents: copyContents,
    tokens,
    network: { proxiesFor: proxies.proxiesFor, authorities: deps.authorities ?? trustedAuthorities },
    emit,
    patience: deps.patience ?? 10_000,
  });
  const answer = createCommandRegistry({ handlers, accounts, log });

  const report = (): EngineReport => ({
    sqlite: sqliteVersion(deps.nativeBinding),
    copyNumber: copyContents.migrations.length,
    accounts: accounts.reports(),
    events: [...deps.recent.list()],
  });

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

  return {
    receive(given, ports) {
      const parsed = mainToEngine.safeParse(given);
      if (!parsed.success) return log.write('warn', 'message of main not understood');
      const message = parsed.data;
      switch (message.type) {
        case 'open':
          return accounts.open(message);
        case 'connect':
          return ports.forEach(connect);
        case 'access-token':
          return tokens.answered(message);
        case 'proxies':
          return proxies.answered(message);
        case 'diagnostics':
          return post({ ...message, report: report() });
        case 'close':
          return accounts.close(message);
      }
    },
  };
}
