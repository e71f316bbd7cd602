import type { UpdateChannel, UpdateOffer } from '#shared/desktop/updates.ts';

/** Finds, fetches and installs newer versions. Every failure is a `Refusal` of one of the reasons `update-…`. */
export interface Updater {
  /** The newest version of the channel; null when there is none that is newer, or it is not this computer's turn yet. */
  readonly check: (channel: UpdateChannel) => Promise<UpdateOffer | null>;
  /** Fetches what `check` found and verifies it. Resolves when it lies on the disk. `onProgress` hears percents. */
  readonly download: (onProgress: (percent: number) => void) => Promise<void>;
  /** Puts the new version in place, or starts what does; called last, when nothing else runs. */
  readonly install: (options: { readonly restart: boolean }) => void;
}
