import type { MessagePort } from 'node:worker_threads';
import { createRecentEvents } from '#shared/desktop/recentEvents.ts';
import { createClock } from '../../../../src-engine/clock.ts';
import { createEngine, type EnginePort } from '../../../../src-engine/engine.ts';
import type { Log } from '../../../../src-engine/log.ts';
import { type SyncDelays, syncDelays } from '../../../../src-engine/sync/delays.ts';
import type { EngineChild } from '../../../../src-main/engine/engineChild.ts';

/** The rhythms of the product, where a test would wait for them, quicker. */
const delays: SyncDelays = {
  ...syncDelays,
  account: 400,
  probe: 100,
  retryFirst: 100,
  hints: 20,
  progress: 0,
};

const portOf = (port: MessagePort): EnginePort => ({
  post: (message) => port.postMessage(message),
  onMessage: (listener) => void port.on('message', listener),
  onClose: (listener) => void port.on('close', listener),
});

/** The real engine in this thread, for main to talk to as to its process. */
export function startEngine(write: Log['write']): EngineChild {
  let tell: (message: unknown) => void = () => undefined;
  let ended: (code: number) => void = () => undefined;
  let alive = true;
  const ports: MessagePort[] = [];
  const recent = createRecentEvents();
  const engine = createEngine({
    post: (message) => queueMicrotask(() => alive && tell(structuredClone(message))),
    clock: createClock(),
    delays,
    log: {
      write(level, message, facts = {}) {
        recent.note(level, message, facts);
        write(level, message, facts);
      },
    },
    recent,
    writerEntry: null,
    nativeBinding: null,
  });
  return {
    post(message, given = []) {
      if (!alive) return;
      const theirs = given as unknown as readonly MessagePort[];
      ports.push(...theirs);
      engine.receive(structuredClone(message), theirs.map(portOf));
    },
    onMessage: (listener) => void (tell = listener),
    onExit: (listener) => void (ended = listener),
    kill() {
      engine.receive({ type: 'close', wipe: false }, []);
      alive = false;
      for (const port of ports) port.close();
      ended(1);
    },
  };
}
