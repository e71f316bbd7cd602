import { contextBridge, ipcRenderer } from 'electron';
import { bridgeName, type Bridge } from '#shared/desktop/bridge.ts';
import { channels, type BridgeNames } from '#shared/desktop/channels.ts';
import { createEngineCalls } from './engineCalls.ts';
import { createListeners } from './listeners.ts';

/** Written in by the build from `bridgeNames.ts`. */
declare const BRIDGE_NAMES: BridgeNames;

const { main, engine, events } = BRIDGE_NAMES;
const listeners = createListeners(events);
const engineCalls = createEngineCalls({
  openPort() {
    const { port1, port2 } = new MessageChannel();
    ipcRenderer.postMessage(channels.connectEngine, null, [port2]);
    return port1;
  },
  onEvent: listeners.emit,
});
ipcRenderer.on(channels.engineLost, () => engineCalls.reconnect());
// The event object stays here: it carries the way to every channel.
ipcRenderer.on(channels.event, (_event, name: string, payloadJson: string) =>
  listeners.emit(name, payloadJson),
);

type Command = (inputJson: string | undefined) => Promise<string>;
const commands = Object.fromEntries([
  ...main.map((name): [string, Command] => [
    name,
    async (inputJson) => (await ipcRenderer.invoke(channels.command, name, inputJson)) as string,
  ]),
  ...engine.map((name): [string, Command] => [
    name,
    async (inputJson) => await engineCalls.call(name, inputJson),
  ]),
]) as Bridge['commands'];

contextBridge.exposeInMainWorld(bridgeName, {
  commands,
  on: listeners.on,
  platform: process.platform as Bridge['platform'],
} satisfies Bridge);
