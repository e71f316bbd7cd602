import type { UpdateState } from '#shared/desktop/updates.ts';
import { useRead } from '../../bridge/queries.ts';
import { useSnapshot } from '../../snapshot/snapshotStore.ts';
import { useConsole } from '../../state/ConsoleContext.tsx';

/** How updates stand; undefined until main was asked, which waits until the first rows are there, live. */
export function useUpdates(): UpdateState | undefined {
  const live = useSnapshot(({ shown }) => !shown);
  const gridReady = useConsole((state) => state.gridReady);
  const open = useConsole((state) => state.updatesOpen);
  return useRead('updates.current', undefined, { enabled: (live && gridReady) || open }).data;
}
