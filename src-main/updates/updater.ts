import type { UpdateChannel, UpdateOffer } from '#shared/desktop/updates.ts';

/** Finds, fetches and installs newer versions. Every failure is a `Refusal` of one of the reasons `update-…`. */
export interface Updater {
  /**
   * What the server says of a channel, if that was signed no earlier than `notBefore` (ISO 8601): an old answer, kept and given
   * again, would bring back what was withdrawn.
   */
  readonly check: (channel: UpdateChannel, notBefore: string | null) => Promise<Answer>;
  /** Fetches what `check` found and verifies it. Resolves when it lies on the disk. `onProgress` hears percents. */
  readonly download: (onProgress: (percent: number) => void) => Promise<void>;
  /** Ends a download under way. */
  readonly cancel: () => void;
  /** Verifies it once more and puts it in place, or starts what does; called last, when nothing else runs. */
  readonly install: (options: { readonly restart: boolean }) => void;
}

export interface Answer {
  /** Null when there is none that is newer, or it is not this computer's turn yet. */
  readonly offer: UpdateOffer | null;
  readonly signedAt: string | null;
}
