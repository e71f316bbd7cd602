import { Refusal } from '#shared/api/errors.ts';
import { type LocalReason, localError } from '#shared/desktop/localErrors.ts';
import type { UpdateChannel, UpdateOffer } from '#shared/desktop/updates.ts';
import type { Updater } from '../../src-main/updates/updater.ts';

/** An update server as a table: what is newest on each channel, and what goes wrong. */
export interface Releases {
  readonly updater: Updater;
  readonly publish: (offer: UpdateOffer | null, channel?: UpdateChannel) => void;
  /** From now on this fails; null: nothing. */
  readonly failAt: (step: 'check' | 'download' | 'install', reason: LocalReason | null) => void;
  /** A download stops at half until this is called. */
  readonly holdDownloads: () => () => void;
  /** What was installed, and whether it was started. */
  readonly installed: { readonly version: string; readonly restart: boolean }[];
}

export function createReleases(): Releases {
  const newest = new Map<UpdateChannel, UpdateOffer>();
  const failing = new Map<string, LocalReason>();
  const installed: { version: string; restart: boolean }[] = [];
  let held = Promise.resolve();
  let cancelled: (() => void) | null = null;
  let fetched: UpdateOffer | null = null;
  const must = (step: string): void => {
    const reason = failing.get(step);
    if (reason !== undefined) throw new Refusal(localError(reason));
  };
  return {
    updater: {
      async check(channel) {
        must('check');
        fetched = newest.get(channel) ?? null;
        return { offer: fetched, signedAt: null };
      },
      async download(onProgress) {
        onProgress(50.4);
        await Promise.race([
          held,
          new Promise<void>((resolve) => {
            cancelled = resolve;
          }),
        ]);
        must('download');
        onProgress(100);
      },
      cancel: () => cancelled?.(),
      install({ restart }) {
        must('install');
        installed.push({ version: fetched?.version ?? '', restart });
      },
    },
    publish(offer, channel = 'latest') {
      if (offer === null) newest.delete(channel);
      else newest.set(channel, offer);
    },
    failAt(step, reason) {
      if (reason === null) failing.delete(step);
      else failing.set(step, reason);
    },
    holdDownloads() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
    installed,
  };
}
