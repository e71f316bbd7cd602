import { snapshotId } from '#shared/desktop/snapshotNode.ts';

/** Milliseconds after which a window that is not painted, being hidden, starts all the same. */
const longest = 250;

/**
 * The page's first script, and all of it that is asked for before the snapshot is painted: the console comes right after, so
 * that its weight never stands before the rows.
 */
async function start(): Promise<void> {
  if (document.querySelector(`#${snapshotId}`) !== null) {
    performance.mark(snapshotId);
    await painted();
    // Behind the snapshot the whole grid comes at once.
    void import('./components/table/Grid.tsx');
  }
  await import('./index.tsx');
}

async function painted(): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, longest);
    requestAnimationFrame(() => setTimeout(resolve, 0));
  });
}

void start();
