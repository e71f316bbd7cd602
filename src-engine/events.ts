import type { DesktopEventName, DesktopEventPayload, DesktopEvents } from '#shared/desktop/events.ts';

/** Events that the engine may send: those that say so. */
export type EngineEventName = {
  [N in DesktopEventName]: DesktopEvents[N]['sentBy'] extends 'engine' ? N : never;
}[DesktopEventName];

/** Tells every connected window. */
export type Emit = <N extends EngineEventName>(event: N, payload: DesktopEventPayload<N>) => void;
