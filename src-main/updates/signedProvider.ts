import { Provider, type ResolvedUpdateFileInfo, type UpdateInfo } from 'electron-updater';
import {
  parseUpdateInfo,
  type ProviderRuntimeOptions,
  resolveFiles,
} from 'electron-updater/out/providers/Provider.js';
import { Refusal } from '#shared/api/errors.ts';
import { localError } from '#shared/desktop/localErrors.ts';
import type { UpdateChannel } from '#shared/desktop/updates.ts';
import { isSigned } from './signature.ts';
import type { UpdateSource } from './updateSource.ts';

export interface SignedProviderOptions {
  readonly source: UpdateSource;
  readonly channel: () => UpdateChannel;
  /** Reads an update file. @throws what the network says */
  readonly read: (address: URL) => Promise<string>;
}

/**
 * electron-updater's way to a generic web server, but for one thing: what the server says is believed only if it is signed
 * (signature.ts). The hashes of the installers stand in it, so whoever has the server, or the way to it, can offer nothing else.
 */
export class SignedProvider extends Provider<UpdateInfo> {
  readonly #options: SignedProviderOptions;
  readonly #base: URL;

  constructor(options: SignedProviderOptions, runtime: ProviderRuntimeOptions) {
    super(runtime);
    this.#options = options;
    this.#base = new URL(options.source.url.replace(/\/*$/u, '/'));
  }

  /** @throws Refusal update-other-server, update-unsigned; errors of the network as they are */
  async getLatestVersion(): Promise<UpdateInfo> {
    const { source, channel } = this.#options;
    const name = `${this.getCustomChannelName(channel())}.yml`;
    const address = new URL(name, this.#base);
    // Caches on the way would hold back a release.
    address.searchParams.set('at', String(Date.now()));
    const text = await this.#options.read(address);
    if (!/^version: /mu.test(text)) throw new Refusal(localError('update-other-server'));
    if (!isSigned(name, text, source.keys)) throw new Refusal(localError('update-unsigned'));
    return parseUpdateInfo(text, name, address);
  }

  resolveFiles(info: UpdateInfo): ResolvedUpdateFileInfo[] {
    return resolveFiles(info, this.#base);
  }
}
