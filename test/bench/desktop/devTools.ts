import type { Readable, Writable } from 'node:stream';

/** The DevTools protocol over a pair of pipes (Chromium's `--remote-debugging-pipe`): JSON messages, each ended by a NUL. */
export interface DevTools {
  readonly send: (method: string, params?: object, sessionId?: string) => Promise<unknown>;
  readonly on: (method: string, listener: (params: unknown) => void) => void;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

export function connectDevTools(commands: Writable, answers: Readable): DevTools {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners = new Map<string, (params: unknown) => void>();
  let lastId = 0;
  let rest = '';

  function take({ id, method, params, result, error }: Message): void {
    if (method !== undefined) listeners.get(method)?.(params);
    const asked = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || asked === undefined) return;
    waiting.delete(id);
    if (error === undefined) asked.resolve(result);
    else asked.reject(new Error(`DevTools: ${error.message}`));
  }

  answers.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages) take(JSON.parse(message) as Message);
  });
  answers.on('close', () => {
    for (const asked of waiting.values()) asked.reject(new Error('The program ended.'));
    waiting.clear();
  });
  // A program that ends closes its pipes; whoever waits hears of it above.
  commands.on('error', () => undefined);

  return {
    send: async (method, params = {}, sessionId?) => {
      lastId += 1;
      const asked = Promise.withResolvers<unknown>();
      waiting.set(lastId, asked);
      const message = { id: lastId, method, params, ...(sessionId === undefined ? {} : { sessionId }) };
      commands.write(`${JSON.stringify(message)}\0`);
      return await asked.promise;
    },
    on: (method, listener) => void listeners.set(method, listener),
  };
}
