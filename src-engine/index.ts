/**
 * The engine: a utility process of the console, built to `out/main/engine.js` and forked by main.
 *
 * Life cycle: main posts `open` (account, file and key of its copy) and gets `opened` or
 * `open-failed`; each `connect` brings the MessagePort of a window, whose calls wait until their account is open; the
 * engine asks for access tokens with `access-token-wanted`, and says with `account-disabled` that the account is shut
 * out; `close` (with `wipe`: and delete) is answered by `closed`. Several accounts may be open at once. Killed at
 * any moment it loses nothing: rows and the cursor behind them are written in one transaction, and the next start goes
 * on from there.
 *
 * What takes long to write into a copy, such as a first load, is written in a thread (`writer.ts`).
 */
import { exceptionFacts } from '#shared/desktop/exceptionFacts.ts';
import { createRecentEvents } from '#shared/desktop/recentEvents.ts';
import process from 'node:process';
import type { MessagePortMain, ParentPort } from 'electron';
import { createClock } from './clock.ts';
import { createEngine, type EnginePort } from './engine.ts';
import { createLog } from './log.ts';
import { syncDelays } from './sync/delays.ts';

function portOf(port: MessagePortMain): EnginePort {
  return {
    post: (message) => port.postMessage(message),
    onMessage(listener) {
      port.on('message', ({ data }) => listener(data));
      port.start();
    },
    onClose: (listener) => port.on('close', listener),
  };
}

function startEngine(main: ParentPort): void {
  // A terminal that was closed takes no more lines; that is no reason to stop.
  process.stderr.on('error', () => undefined);
  const recent = createRecentEvents();
  const log = createLog(recent);
  process.on('uncaughtException', (error) => log.write('error', 'uncaught exception', exceptionFacts(error)));
  process.on('unhandledRejection', (error) =>
    log.write('error', 'unhandled rejection', exceptionFacts(error)),
  );
  const engine = createEngine({
    post: (message) => main.postMessage(message),
    clock: createClock(),
    delays: syncDelays,
    log,
    recent,
    writerEntry: new URL('writer.js', import.meta.url),
    nativeBinding: process.env['TENANTDESK_SQLITE_BINDING'] ?? null,
  });
  main.on('message', ({ data, ports }) => engine.receive(data, ports.map(portOf)));
}

startEngine(process.parentPort);
