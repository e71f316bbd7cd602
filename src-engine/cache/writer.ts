import type { CopyWrite } from './write.ts';

/**
 * The one place where the copy changes: writes run one after another, each in its transaction. On disk they run in a
 * thread of their own (an index over a million rows takes a second, during which queries must be answered); in memory,
 * where only one connection can exist, they run here.
 */
export interface CopyWriter {
  /** @throws CacheFault */
  write<I, O>(write: CopyWrite<I, O>, input: I): Promise<O>;
  /** Ends after the write in hand. */
  close(): Promise<void>;
}
