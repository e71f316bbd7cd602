import type { DesktopEventName } from './events.ts';
import type { EngineCommandName, MainCommandName } from './index.ts';

/** IPC channels between main and preload. The page never sees their names. */
export const channels = {
  /** Preload → main, answered: `(name, inputJson | undefined)`, a `Result` as JSON. */
  command: 'desktop.command',
  /** Main → preload: `(name, payloadJson)`. */
  event: 'desktop.event',
  /** Preload → main, with one MessagePort that main hands on to the engine. */
  connectEngine: 'engine.connect',
  /** Main → preload: the engine ended; what waits for an answer will not get one. */
  engineLost: 'engine.lost',
} as const;

/**
 * The names that the preload exposes. The build writes them into the preload's bundle (`src-preload/bridgeNames.ts`):
 * computing them from `commands` there would load every schema once more before the first paint.
 */
export interface BridgeNames {
  readonly main: readonly MainCommandName[];
  readonly engine: readonly EngineCommandName[];
  readonly events: readonly DesktopEventName[];
}
