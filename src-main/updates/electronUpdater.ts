import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type AppUpdater, autoUpdater, type UpdateInfo } from 'electron-updater';
import { Refusal } from '#shared/api/errors.ts';
import { type LocalReason, localError } from '#shared/desktop/localErrors.ts';
import type { UpdateChannel, UpdateOffer } from '#shared/desktop/updates.ts';
import { CarefulAppImageUpdater } from './appImage.ts';
import { SignedProvider } from './signedProvider.ts';
import type { Updater } from './updater.ts';
import type { UpdateSource } from './updateSource.ts';

/** Of electron-updater's classes the one for this installation. */
function updaterHere(): AppUpdater {
  const isAppImage = process.platform === 'linux' && !existsSync(join(process.resourcesPath, 'package-type'));
  return isAppImage ? new CarefulAppImageUpdater() : autoUpdater;
}

/** The `Updater` made of electron-updater: a signed answer, a download with its hash, the installer of each system. */
export function createElectronUpdater(source: UpdateSource, updater: AppUpdater = updaterHere()): Updater {
  let channel: UpdateChannel = 'latest';
  updater.logger = null;
  updater.autoDownload = false;
  updater.disableWebInstaller = true;
  // Ours comes when everything has ended (updates.ts). On macOS the system itself holds the new version until the quit.
  updater.autoInstallOnAppQuit = process.platform === 'darwin';
  updater.setFeedURL({
    provider: 'custom',
    updateProvider: class extends SignedProvider {
      constructor(
        _options: unknown,
        _updater: unknown,
        runtime: ConstructorParameters<typeof SignedProvider>[1],
      ) {
        super({ source, channel: () => channel }, runtime);
      }
    },
  });
  // What a check rejects with is also an event; without a listener it would end the process.
  updater.on('error', () => undefined);

  return {
    async check(wanted) {
      channel = wanted;
      const found = await updater.checkForUpdates().catch((error: unknown) => {
        throw refusalOf(error);
      });
      if (found === null || found.isUpdateAvailable) return found === null ? null : offerOf(found.updateInfo);
      if (isOlder(found.updateInfo.version, updater.currentVersion.version))
        throw new Refusal(localError('update-older', { version: found.updateInfo.version }));
      return null;
    },
    async download(onProgress) {
      const listen = ({ percent }: { readonly percent: number }): void => onProgress(percent);
      updater.on('download-progress', listen);
      try {
        await updater.downloadUpdate();
      } catch (error) {
        throw refusalOf(error);
      } finally {
        updater.off('download-progress', listen);
      }
    },
    install({ restart }) {
      let failure: Error | null = null;
      const note = (error: Error): void => void (failure ??= error);
      updater.on('error', note);
      if (process.platform === 'darwin') {
        if (restart) updater.quitAndInstall();
      } else {
        // Synchronous, and says its failures as an event.
        (updater as AppUpdater & { install: (silent: boolean, run: boolean) => boolean }).install(
          !restart,
          restart,
        );
      }
      updater.off('error', note);
      if (failure !== null) throw refusalOf(failure);
    },
  };
}

function offerOf({ version, releaseNotes, files }: UpdateInfo): UpdateOffer {
  const sizes = files.map(({ size }) => size ?? 0);
  return {
    version,
    notes: plainNotes(releaseNotes),
    bytes: sizes.length === 1 && sizes[0] !== undefined && sizes[0] > 0 ? sizes[0] : null,
  };
}

/** The longest text that is shown, in characters. */
const longestNotes = 10_000;

function plainNotes(notes: UpdateInfo['releaseNotes']): string {
  const text = typeof notes === 'string' ? notes : (notes ?? []).map(({ note }) => note ?? '').join('\n\n');
  return text.trim().slice(0, longestNotes);
}

/** Whether a version comes before another one; both of the form 1.2.3 or 1.2.3-beta.4. */
function isOlder(version: string, than: string): boolean {
  const numbers = (text: string): readonly number[] => (text.split('-')[0] ?? '').split('.').map(Number);
  const [a, b] = [numbers(version), numbers(than)];
  const at = a.findIndex((part, index) => part !== b[index]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}

function refusalOf(error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal(localError(reasonOf(error)));
}

/** What a failure of electron-updater, Node or Chromium's network means. */
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
