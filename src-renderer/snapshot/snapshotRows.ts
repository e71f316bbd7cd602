import { rowHeights } from '../theme/rowHeights.ts';

/** As many rows as a window of this height can show at most; what is below comes with the window itself. */
export function snapshotRows(): number {
  return Math.floor(window.innerHeight / rowHeights.compact);
}
