import type { ApiError, Result } from '#shared/api/errors.ts';
import type { Bridge } from '#shared/desktop/bridge.ts';
import type { DesktopEventName, DesktopEventPayload } from '#shared/desktop/events.ts';
import type { CommandName, InputOf, OutputOf } from '#shared/desktop/index.ts';

/** The other processes of the console as the renderer sees them: typed commands, typed events. */
export interface Desktop {
  /** Failures are data; a promise of this never rejects. */
  readonly call: <N extends CommandName>(name: N, ...input: CallInput<N>) => Promise<Result<OutputOf<N>>>;
  /** Returns the function that stops listening. */
  readonly on: <E extends DesktopEventName>(
    event: E,
    listener: (payload: DesktopEventPayload<E>) => void,
  ) => () => void;
  /** Hears how many requests are on their way to backends. Returns the function that stops listening. */
  readonly onSending: (listener: (count: number) => void) => () => void;
  readonly platform: Bridge['platform'];
}

/** Commands without input are called with their name alone. */
export type CallInput<N extends CommandName> = [InputOf<N>] extends [void] ? [] : [input: InputOf<N>];

/** An expected failure on its way through code that knows only exceptions (TanStack Query). */
class CallFailure extends Error {
  readonly error: ApiError;
  constructor(error: ApiError) {
    super(`${error.code}: ${error.message}`);
    this.name = 'CallFailure';
    this.error = error;
  }
}

/** The value of a call, for code that knows only exceptions (TanStack Query). @throws what `errorOf` reads */
export function orThrow<T>(result: Result<T>): T {
  if (!result.ok) throw new CallFailure(result.error);
  return result.value;
}

/** The error inside anything that was thrown; what is not a `CallFailure` is a bug of ours and says so. */
export function errorOf(thrown: unknown): ApiError {
  if (thrown instanceof CallFailure) return thrown.error;
  return {
    code: 'INTERNAL',
    message: thrown instanceof Error ? thrown.message : String(thrown),
    retryable: true,
    saved: 'unknown',
  };
}

/**
 * Speaks JSON over the preload's bridge. Answers were checked by the process that gave them and are not parsed a second
 * time: that would cost the schemas' weight before the first rows.
 */
export function createDesktop(bridge: Bridge): Desktop {
  const listeners = new Set<(count: number) => void>();
  let sending = 0;
  const sends = (change: number): void => {
    sending += change;
    for (const listener of listeners) listener(sending);
  };
  return {
    platform: bridge.platform,
    async call(name, ...input) {
      const isSent = name === 'backend.call';
      if (isSent) sends(1);
      try {
        const given: unknown = input[0];
        const text = await bridge.commands[name](given === undefined ? undefined : JSON.stringify(given));
        return JSON.parse(text) as Result<OutputOf<typeof name>>;
      } catch (thrown) {
        return { ok: false, error: errorOf(thrown) };
      } finally {
        if (isSent) sends(-1);
      }
    },
    onSending(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    on: (event, listener) =>
      bridge.on(event, (text) => listener(JSON.parse(text) as DesktopEventPayload<typeof event>)),
  };
}
