import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type AppUpdater, autoUpdater, CancellationToken, type UpdateInfo } from 'electron-updater';
import { networkError } from '#network/networkFailure.ts';
import type { Fetch } from '#network/networkFetch.ts';
import { Refusal } from '#shared/api/errors.ts';
import { type LocalReason, localError } from '#shared/desktop/localErrors.ts';
import type { UpdateChannel, UpdateOffer } from '#shared/desktop/updates.ts';
import type { MainNetwork } from '../mainNetwork.ts';
import { CarefulAppImageUpdater, sha512Of } from './appImage.ts';
import { createDownloads } from './downloads.ts';
import { readUpdateFile } from './readUpdateFile.ts';
import { SignedProvider } from './signedProvider.ts';
import type { Updater } from './updater.ts';
import type { UpdateSource } from './updateSource.ts';

export interface ElectronUpdaterParts {
  readonly updater: AppUpdater;
  readonly fetch: Fetch;
  /** Milliseconds without a byte after which a download is given up. */
  readonly stalledAfter?: number;
}

/** Of electron-updater's classes the one for this installation, on the network of everything else. */
export async function partsHere({ fetch, agents }: MainNetwork): Promise<ElectronUpdaterParts> {
  const updater = process.platform === 'linux' ? new CarefulAppImageUpdater() : autoUpdater;
  Object.assign(updater, { httpExecutor: createDownloads(await agents()) });
  return { updater, fetch };
}

/** The signed part of an update file that is ours, not electron-updater's. */
type SignedInfo = UpdateInfo & { readonly signedAt?: unknown };

/** What was fetched, and what the signed update file says of its bytes. */
interface Fetched {
  readonly file: string;
  readonly sha512: string;
}

/** The kind of file that is fetched on each system. */
const extensions: Readonly<Record<string, string>> = { linux: '.AppImage', darwin: '.zip', win32: '.exe' };

/** The `Updater` made of electron-updater: a signed answer, a download with its hash, the installer of each system. */
export function createElectronUpdater(
  source: UpdateSource,
  { updater, fetch, stalledAfter = 60_000 }: ElectronUpdaterParts,
): Updater {
  let channel: UpdateChannel = 'latest';
  let info: SignedInfo | null = null;
  let fetched: Fetched | null = null;
  let cancelling: CancellationToken | null = null;
  updater.logger = null;
  updater.autoDownload = false;
  updater.disableWebInstaller = true;
  // Its block maps are not signed.
  updater.disableDifferentialDownload = true;
  // Ours comes when everything has ended (updates.ts). On macOS the system itself holds the new version until the quit.
  updater.autoInstallOnAppQuit = process.platform === 'darwin';
  const read = async (address: URL): Promise<string> => await readUpdateFile(address, fetch);
  updater.setFeedURL({
    provider: 'custom',
    updateProvider: class extends SignedProvider {
      constructor(
        _options: unknown,
        _updater: unknown,
        runtime: ConstructorParameters<typeof SignedProvider>[1],
      ) {
        super({ source, channel: () => channel, read }, runtime);
      }
    },
  });
  // What a check rejects with is also an event; without a listener it would end the process.
  updater.on('error', () => undefined);

  return {
    async check(wanted, notBefore) {
      channel = wanted;
      const found = await updater.checkForUpdates().catch((error: unknown) => {
        throw refusalOf(error);
      });
      if (found === null) return { offer: null, signedAt: null };
      info = found.updateInfo;
      const signedAt = typeof info.signedAt === 'string' ? info.signedAt : null;
      if (notBefore !== null && (signedAt ?? '') < notBefore)
        throw new Refusal(localError('update-replayed'));
      if (found.isUpdateAvailable) return { offer: offerOf(info), signedAt };
      if (updater.currentVersion.compare(info.version) > 0)
        throw new Refusal(localError('update-older', { version: info.version }));
      return { offer: null, signedAt };
    },
    async download(onProgress) {
      const token = new CancellationToken();
      cancelling = token;
      const size = info === null ? null : offerOf(info).bytes;
      let failed: LocalReason | null = null;
      const giveUp = (reason: LocalReason): void => {
        failed = reason;
        token.cancel();
      };
      const stopWatching = watchGrowth(
        () => updater['downloadedUpdateHelper']?.cacheDirForPendingUpdate ?? null,
        { most: size, stalledAfter, giveUp },
      );
      const listen = ({ percent }: { readonly percent: number }): void => onProgress(percent);
      updater.on('download-progress', listen);
      try {
        const [file = ''] = await updater.downloadUpdate(token);
        fetched = { file, sha512: hashIn(info, file) };
        if (updater instanceof CarefulAppImageUpdater) updater.expected = fetched.sha512;
      } catch (error) {
        throw failed === null ? refusalOf(error) : new Refusal(localError(failed));
      } finally {
        stopWatching();
        updater.off('download-progress', listen);
        cancelling = null;
      }
    },
    cancel: () => cancelling?.cancel(),
    install({ restart }) {
      // Also for an AppImage, which is looked at again where it is put: electron-updater tries an installation only once.
      if (fetched === null || !isAsSigned(fetched)) throw new Refusal(localError('update-damaged'));
      let failure: Error | null = null;
      const note = (error: Error): void => void (failure ??= error);
      updater.on('error', note);
      if (process.platform === 'darwin') {
        if (restart) updater.quitAndInstall();
      } else {
        // Synchronous, and says its failures as an event.
        const installer = updater as AppUpdater & { install: (silent: boolean, run: boolean) => boolean };
        installer.install(!restart, restart);
      }
      updater.off('error', note);
      if (failure !== null) throw refusalOf(failure);
    },
  };
}

interface Growth {
  /** Bytes that may come; null where nobody said. */
  readonly most: number | null;
  readonly stalledAfter: number;
  readonly giveUp: (reason: LocalReason) => void;
}

/**
 * Watches a download on the disk: progress is told only of servers that say how much will come, and it must neither grow beyond
 * what was signed nor stand still. Returns the function that stops it.
 */
function watchGrowth(folder: () => string | null, { most, stalledAfter, giveUp }: Growth): () => void {
  let last = -1;
  let since = Date.now();
  const timer = setInterval(
    () => {
      const size = sizeOf(folder());
      if (size !== last) [last, since] = [size, Date.now()];
      if (most !== null && size > most) giveUp('update-damaged');
      else if (Date.now() - since > stalledAfter) giveUp('update-unreachable');
    },
    Math.min(500, stalledAfter / 5),
  );
  return () => clearInterval(timer);
}

/** Bytes of what is being downloaded into a folder. */
function sizeOf(folder: string | null): number {
  try {
    const names = folder === null ? [] : readdirSync(folder).filter((name) => name.startsWith('temp-'));
    return names.reduce((sum, name) => sum + statSync(join(folder ?? '', name)).size, 0);
  } catch {
    // Renamed or removed in this moment.
    return -1;
  }
}

/** Looks again at what lies in a cache since it was fetched. */
function isAsSigned({ file, sha512 }: Fetched): boolean {
  try {
    return sha512 !== '' && sha512Of(file) === sha512;
  } catch {
    return false;
  }
}

function hashIn(info: UpdateInfo | null, file: string): string {
  const files = info?.files ?? [];
  const named = files.find(({ url }) => basename(decodeURIComponent(url)) === basename(file));
  return (named ?? files[0])?.sha512 ?? '';
}

function offerOf({ version, releaseNotes, files }: UpdateInfo): UpdateOffer {
  const extension = extensions[process.platform] ?? '';
  const ofSystem = files.filter(({ url }) => url.endsWith(extension));
  const file = ofSystem.find(({ url }) => url.includes(process.arch)) ?? ofSystem[0];
  return { version, notes: plainNotes(releaseNotes), bytes: file?.size ?? null };
}

/** The longest text that is shown, in characters. */
const longestNotes = 10_000;

function plainNotes(notes: UpdateInfo['releaseNotes']): string {
  const text = typeof notes === 'string' ? notes : (notes ?? []).map(({ note }) => note ?? '').join('\n\n');
  return text.trim().slice(0, longestNotes);
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: { readonly code?: unknown } };
  return new Refusal(networkError(code) ?? networkError(cause?.code) ?? localError(reasonOf(error)));
}

/** What a failure of electron-updater or Node means. */
function reasonOf(error: unknown): LocalReason {
  const { code = '', message = '' } = error as { readonly code?: string; readonly message?: string };
  // The disk, or the person's share of it.
  if (/ENOSPC|EDQUOT/u.test(`${code} ${message}`)) return 'update-no-space';
  if (code === 'ERR_CHECKSUM_MISMATCH' || /checksum|sha512|sha2 /iu.test(message)) return 'update-damaged';
  if (code.startsWith('ERR_UPDATER_INVALID_SIGNATURE') || /not signed/iu.test(message))
    return 'update-unsigned';
  if (code.startsWith('ERR_UPDATER_')) return 'update-other-server';
  return 'update-unreachable';
}
