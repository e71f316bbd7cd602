import type { ApiError } from '#shared/api/errors.ts';
import type { EngineToRenderer, RendererToEngine } from '#shared/desktop/engineProtocol.ts';

/** Calls to the engine over a MessagePort, which another port may replace at any time. */
export interface EngineCalls {
  /** Returns a `Result` as JSON; waits as long as no engine has taken the port, which the first call opens. */
  readonly call: (command: string, inputJson: string | undefined) => Promise<string>;
  /** The engine behind the port ended: what waits fails as retryable, what is called from now on takes a new port. */
  readonly reconnect: () => void;
}

export interface EngineCallsDeps {
  /** Makes a channel, sends its other end to the engine, returns ours. What is posted early waits in it. */
  readonly openPort: () => MessagePort;
  readonly onEvent: (event: string, payloadJson: string) => void;
}

export function createEngineCalls({ openPort, onEvent }: EngineCallsDeps): EngineCalls {
  const waiting = new Map<number, (resultJson: string) => void>();
  let lastId = 0;
  let port: MessagePort | null = null;

  function connect(): MessagePort {
    const opened = openPort();
    opened.addEventListener('message', ({ data }: MessageEvent<EngineToRenderer>) => {
      if ('event' in data) {
        onEvent(data.event, data.payload);
        return;
      }
      waiting.get(data.id)?.(data.result);
      waiting.delete(data.id);
    });
    // Unlike `onmessage`, a listener does not start the port.
    opened.start();
    return opened;
  }

  return {
    async call(command, inputJson) {
      lastId += 1;
      const id = lastId;
      const message: RendererToEngine =
        inputJson === undefined ? { id, command } : { id, command, input: inputJson };
      return await new Promise((resolve) => {
        waiting.set(id, resolve);
        port ??= connect();
        port.postMessage(message);
      });
    },
    reconnect() {
      if (port === null) return;
      port.close();
      const lost = [...waiting.values()];
      waiting.clear();
      port = connect();
      for (const resolve of lost) resolve(lostResult);
    },
  };
}

// Written out, because `apiError` would bring every schema into the preload.
const lostError: ApiError = {
  code: 'INTERNAL',
  message:
    'The part of TenantDesk that reads and sends your data stopped and is starting again. It is not known whether a ' +
    'change was saved; try again, it is not made twice.',
  retryable: true,
  saved: 'unknown',
};
const lostResult = JSON.stringify({ ok: false, error: lostError });
