import { createContext, useContext, useEffect, useEffectEvent } from 'react';
import type { DesktopEventName, DesktopEventPayload } from '#shared/desktop/events.ts';
import type { Desktop } from './desktop.ts';

export const DesktopContext = createContext<Desktop | null>(null);

/** The way to the other processes, given at composition. */
export function useDesktop(): Desktop {
  const desktop = useContext(DesktopContext);
  if (desktop === null) throw new Error('DesktopContext is missing above this component.');
  return desktop;
}

/** Listens to an event of the console while the component is shown. */
export function useDesktopEvent<E extends DesktopEventName>(
  event: E,
  listener: (payload: DesktopEventPayload<E>) => void,
): void {
  const desktop = useDesktop();
  const latest = useEffectEvent(listener);
  useEffect(() => desktop.on(event, (payload) => latest(payload)), [desktop, event]);
}
