import { useEffect, useEffectEvent } from 'react';
import type { DesktopEventName, DesktopEventPayload } from '#shared/desktop/events.ts';
import type { Desktop } from './desktop.ts';
import { requiredContext } from './requiredContext.ts';

/** The way to the other processes, given at composition. */
export const [DesktopContext, useDesktop] = requiredContext<Desktop>('DesktopContext');

/** Listens to an event of the console while the component is shown. */
export function useDesktopEvent<E extends DesktopEventName>(
  event: E,
  listener: (payload: DesktopEventPayload<E>) => void,
): void {
  const desktop = useDesktop();
  const latest = useEffectEvent(listener);
  useEffect(() => desktop.on(event, (payload) => latest(payload)), [desktop, event]);
}
