import { utilityProcess, type MessagePortMain } from 'electron';

/** A running engine as main uses it; the only implementation is a utility process. */
export interface EngineChild {
  readonly post: (message: unknown, ports?: readonly MessagePortMain[]) => void;
  /** What came before a listener was set is kept for it. */
  readonly onMessage: (listener: (message: unknown) => void) => void;
  readonly onExit: (listener: (code: number) => void) => void;
  readonly kill: () => void;
}

/**
 * Starts the engine. It needs some 200 ms until it first answers, so main does this before it composes what stands behind
 * the window, and looks at the messages later.
 */
export function forkEngine(modulePath: string): EngineChild {
  const child = utilityProcess.fork(modulePath, [], { serviceName: 'TenantDesk engine', stdio: 'inherit' });
  const messages = createInbox<unknown>();
  const exits = createInbox<number>();
  child.on('message', messages.add);
  child.on('exit', exits.add);
  return {
    post: (message, ports = []) => child.postMessage(message, [...ports]),
    onMessage: messages.listen,
    onExit: exits.listen,
    kill: () => void child.kill(),
  };
}

interface Inbox<T> {
  readonly add: (value: T) => void;
  readonly listen: (listener: (value: T) => void) => void;
}

function createInbox<T>(): Inbox<T> {
  const waiting: T[] = [];
  let listener: ((value: T) => void) | null = null;
  return {
    add: (value) => (listener === null ? void waiting.push(value) : listener(value)),
    listen(next) {
      listener = next;
      for (const value of waiting.splice(0)) next(value);
    },
  };
}
