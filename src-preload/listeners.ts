/** Who listens to which event. Payloads pass as the JSON text that they are. */
export interface Listeners {
  /** Returns the function that stops it. @throws TypeError for an event that is not on the list */
  readonly on: (event: string, listener: (payloadJson: string) => void) => () => void;
  /** Events that nobody listens to are dropped: what they tell can be asked for. */
  readonly emit: (event: string, payloadJson: string) => void;
}

export function createListeners(events: readonly string[]): Listeners {
  const byEvent = new Map(events.map((event) => [event, new Set<(payloadJson: string) => void>()]));
  return {
    on(event, listener) {
      const listening = byEvent.get(event);
      if (listening === undefined) throw new TypeError('There is no such event.');
      // One of its own for each call, or two users of the same function would end each other's subscription.
      const own = (payloadJson: string): void => listener(payloadJson);
      listening.add(own);
      return () => void listening.delete(own);
    },
    emit(event, payloadJson) {
      for (const listener of byEvent.get(event) ?? []) listener(payloadJson);
    },
  };
}
