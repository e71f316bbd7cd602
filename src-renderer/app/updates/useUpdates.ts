import type { UpdateState } from '#shared/desktop/updates.ts';
import { useRead } from '../../bridge/queries.ts';
import { useConsole } from '../../state/ConsoleContext.tsx';

/** How updates stand; undefined until main was asked, which waits until the first rows are there. */
export function useUpdates(): UpdateState | undefined {
  const enabled = useConsole((state) => state.gridReady || state.updatesOpen);
  return useRead('updates.current', undefined, { enabled }).data;
}
