import { type RefObject, use, useEffect } from 'react';
import { SnapshotContext } from './snapshotStore.ts';

const aRow = '[role=row] :is([role=cell], [role=gridcell])';

/** Takes the snapshot away when the table behind it has its rows. */
export function useRelease(frame: RefObject<HTMLElement | null>, hasRows: boolean): void {
  // Not by a hook that follows it: the table would be rendered once more for nothing that it shows.
  const snapshot = use(SnapshotContext);
  useEffect(() => {
    const element = frame.current;
    if (snapshot?.getState().shown !== true || !hasRows || element === null) return undefined;
    const look = (): void => {
      if (element.querySelector(aRow) === null) return;
      observer.disconnect();
      snapshot.getState().release();
    };
    // The grid measures itself before it draws rows.
    const observer = new MutationObserver(look);
    observer.observe(element, { childList: true, subtree: true });
    look();
    return () => observer.disconnect();
  }, [frame, snapshot, hasRows]);
}
