import { utilityProcess, type MessagePortMain } from 'electron';

/** A running engine as main uses it; the only implementation is a utility process. */
export interface EngineChild {
  readonly post: (message: unknown, ports?: readonly MessagePortMain[]) => void;
  /** Nothing comes before an account was opened, and so before there is a listener. */
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** Also of an end before a listener was set. */
  readonly onExit: (listener: (code: number) => void) => void;
  readonly kill: () => void;
}

/**
 * Starts the engine. It needs some 200 ms until it first answers, so main does this before it composes what stands behind
 * the window, and looks at the messages later.
 */
export function forkEngine(modulePath: string, env: NodeJS.ProcessEnv): EngineChild {
  const child = utilityProcess.fork(modulePath, [], {
    serviceName: 'TenantDesk engine',
    stdio: 'inherit',
    env,
  });
  const exited = new Promise<number>((resolve) => child.once('exit', resolve));
  return {
    post: (message, ports = []) => child.postMessage(message, [...ports]),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void exited.then(listener),
    kill: () => void child.kill(),
  };
}
