import { type RefObject, useEffect } from 'react';
import { useSnapshot } from './snapshotStore.ts';

const aRow = '[role=row] :is([role=cell], [role=gridcell])';

/** Takes the snapshot away when the table behind it has its rows. */
export function useRelease(frame: RefObject<HTMLElement | null>, hasRows: boolean): void {
  const shown = useSnapshot((state) => state.shown);
  const release = useSnapshot((state) => state.release);
  useEffect(() => {
    const element = frame.current;
    if (!shown || !hasRows || element === null) return undefined;
    const look = (): void => {
      if (element.querySelector(aRow) === null) return;
      observer.disconnect();
      release();
    };
    // The grid measures itself before it draws rows.
    const observer = new MutationObserver(look);
    observer.observe(element, { childList: true, subtree: true });
    look();
    return () => observer.disconnect();
  }, [frame, shown, hasRows, release]);
}
