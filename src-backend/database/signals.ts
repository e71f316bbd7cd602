/** A listener is told some topics, or null: it heard nothing for a while, so it may have missed any topic. */
export type SignalListener = (topics: readonly string[] | null) => void;

/**
 * A word to every replica that shares the database, without memory: a replica that isn't listening at that moment never
 * hears it. So it may make something happen sooner, and nothing may depend on it.
 */
export interface Signals {
  /** Tells everybody, this process included, soon. A signal that can't be sent is lost. */
  readonly send: (topic: string) => void;
  /** Returns the function that ends it. */
  readonly listen: (listener: SignalListener) => () => void;
  readonly close: () => Promise<void>;
}

export interface Listeners {
  readonly tell: SignalListener;
  readonly add: (listener: SignalListener) => () => void;
}

export function createListeners(): Listeners {
  const listeners = new Set<SignalListener>();
  return {
    tell: (topics) => {
      for (const listener of listeners) listener(topics);
    },
    add: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Signals of a database that only this process uses. */
export function createLocalSignals(): Signals {
  const { add, tell } = createListeners();
  return { send: (topic) => tell([topic]), listen: add, close: async () => undefined };
}
