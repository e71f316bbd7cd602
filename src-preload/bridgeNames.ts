import type { BridgeNames } from '#shared/desktop/channels.ts';
import { desktopEvents, type DesktopEventName } from '#shared/desktop/events.ts';
import {
  commandNames,
  commands,
  type EngineCommandName,
  type MainCommandName,
} from '#shared/desktop/index.ts';

/**
 * What the preload exposes, computed from the contract by the build, which writes it into the bundle in place of
 * `BRIDGE_NAMES`. Never imported by the preload itself: the schemas behind it would cost every start of a page.
 */
export const bridgeNames: BridgeNames = {
  main: commandNames.filter((name): name is MainCommandName => commands[name].answeredBy === 'main'),
  engine: commandNames.filter((name): name is EngineCommandName => commands[name].answeredBy === 'engine'),
  events: Object.keys(desktopEvents) as DesktopEventName[],
};
