import { type UpdateChannel, updateChannels } from '#shared/desktop/updates.ts';
import { createStateFile, type StateFile } from '../stateFile.ts';

/** What this computer keeps about updates, whoever is signed in. */
export interface UpdateSettings {
  readonly channel: UpdateChannel;
  readonly automatic: boolean;
  /** When the server last answered (ISO 8601). */
  readonly checkedAt: string | null;
  /** When the newest answer of each channel was signed (ISO 8601): no older one is believed. */
  readonly signedAt: Readonly<Partial<Record<UpdateChannel, string>>>;
  /** Why the installation at the last quit failed. */
  readonly failed: string | null;
}

export type UpdateSettingsFile = StateFile<UpdateSettings>;

export const createUpdateSettingsFile = (file: string): UpdateSettingsFile => createStateFile(file, parse);

/** Takes what is missing or wrong from the usual settings. */
function parse(given: unknown): UpdateSettings {
  const { channel, automatic, checkedAt, signedAt, failed } = (given ?? {}) as Partial<
    Record<keyof UpdateSettings, unknown>
  >;
  return {
    channel: updateChannels.find((known) => known === channel) ?? 'latest',
    automatic: automatic !== false,
    checkedAt: typeof checkedAt === 'string' && !Number.isNaN(Date.parse(checkedAt)) ? checkedAt : null,
    signedAt: Object.fromEntries(
      updateChannels.flatMap((each) => {
        const at: unknown =
          typeof signedAt === 'object' && signedAt !== null ? Reflect.get(signedAt, each) : null;
        return typeof at === 'string' ? [[each, at]] : [];
      }),
    ),
    failed: typeof failed === 'string' ? failed : null,
  };
}
