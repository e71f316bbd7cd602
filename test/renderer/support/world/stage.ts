import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Result } from '#shared/api/errors.ts';
import type { Bridge } from '#shared/desktop/bridge.ts';
import {
  type CommandName,
  commandNames,
  commands,
  type InputOf,
  type OutputOf,
} from '#shared/desktop/index.ts';
import { desktopEvents, type DesktopEventName, type DesktopEventPayload } from '#shared/desktop/events.ts';
import { type Colleague, colleagueWith } from '#test/support/colleague.ts';
import { bridgeNames } from '../../../../src-preload/bridgeNames.ts';
import { createEngineCalls } from '../../../../src-preload/engineCalls.ts';
import { createListeners, type Listeners } from '../../../../src-preload/listeners.ts';
import { type Remote, remoteOf } from './remote.ts';
import type { Stage, StageOptions, World } from './world.ts';

/** The preload's bridge to a real console, and what a test wants to see of it. */
export interface StageBridge extends Bridge {
  /** What the window called, oldest first. */
  readonly calls: { readonly name: CommandName; readonly input: unknown }[];
  /** Calls of these don't return from now on. */
  readonly hold: (...names: readonly CommandName[]) => void;
  /** Tells the window something that a test can't make happen, such as a full disk. */
  readonly tell: <E extends DesktopEventName>(event: E, payload: DesktopEventPayload<E>) => void;
}

/** A console without its window, on a tenant of its own. */
export interface OpenStage extends Stage {
  readonly bridge: StageBridge;
  /** Calls a command as the window would, unseen by `bridge.calls`. */
  readonly call: <N extends CommandName>(name: N, input?: InputOf<N>) => Promise<OutputOf<N>>;
  readonly world: Remote<World>;
  /** Jo, who works on Contoso at another machine. */
  readonly colleague: Colleague;
}

/** One world for a test file, whose tests have a tenant each. */
const worker = new Worker(join(import.meta.dirname, 'thread.ts'));
const world = remoteOf<World>(worker);

beforeAll(() => world.ready(), 120_000);
afterEach(() => world.clear());
afterAll(async () => {
  await world.close();
  await worker.terminate();
});

type Command = (inputJson: string | undefined) => Promise<string>;
type FromMain = { readonly event: string; readonly payload: string } | { readonly engineLost: true };

export async function openStage(options: StageOptions = {}): Promise<OpenStage> {
  const { port1: page, port2: theirs } = new MessageChannel();
  const stage = await world.set(options, theirs);
  const listeners = createListeners(bridgeNames.events);
  const engine = createEngineCalls({
    openPort() {
      const { port1, port2 } = new MessageChannel();
      void world.connectEngine(port2);
      return port1 as unknown as globalThis.MessagePort;
    },
    onEvent: listeners.emit,
  });
  page.on('message', (message: FromMain) => {
    if ('engineLost' in message) engine.reconnect();
    else listeners.emit(message.event, message.payload);
  });
  const processes = Object.fromEntries<Command>([
    ...bridgeNames.main.map((name): [string, Command] => [name, (input) => world.main(name, input)]),
    ...bridgeNames.engine.map((name): [string, Command] => [name, (input) => engine.call(name, input)]),
  ]) as Bridge['commands'];
  return {
    ...stage,
    world,
    colleague: colleagueWith({
      backendUrl: stage.directUrl,
      accessToken: stage.joToken,
      tenantId: stage.tenantId,
    }),
    bridge: watched(processes, listeners),
    async call(name, input) {
      const text = await processes[name](input === undefined ? undefined : JSON.stringify(input));
      const result = JSON.parse(text) as Result<OutputOf<typeof name>>;
      if (!result.ok) throw new Error(`${name}: ${result.error.code} ${result.error.message}`);
      return result.value;
    },
  };
}

/** The bridge, with everything that passes it checked and noted. */
function watched(processes: Bridge['commands'], listeners: Listeners): StageBridge {
  const calls: { readonly name: CommandName; readonly input: unknown }[] = [];
  const held = new Set<CommandName>();

  async function call(name: CommandName, inputJson: string | undefined): Promise<string> {
    calls.push({ name, input: inputJson === undefined ? undefined : JSON.parse(inputJson) });
    if (held.has(name)) await new Promise(() => {});
    const text = await processes[name](inputJson);
    const result = JSON.parse(text) as Result<unknown>;
    if (result.ok) commands[name].output.parse(result.value);
    return text;
  }

  return {
    calls,
    platform: 'linux',
    commands: Object.fromEntries(
      commandNames.map((name): [string, Command] => [name, (input) => call(name, input)]),
    ) as Bridge['commands'],
    on: listeners.on,
    hold: (...names) => names.forEach((name) => held.add(name)),
    tell: (event, payload) =>
      listeners.emit(event, JSON.stringify(desktopEvents[event].payload.parse(payload))),
  };
}
