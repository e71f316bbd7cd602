import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type UpdateChannel, updateChannels } from '#shared/desktop/updates.ts';

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

export interface UpdateSettingsFile {
  readonly current: () => UpdateSettings;
  readonly change: (change: Partial<UpdateSettings>) => void;
}

/** A file that can't be read or written costs what was remembered and nothing else. */
export function createUpdateSettingsFile(file: string): UpdateSettingsFile {
  let settings = parse(read(file));
  return {
    current: () => settings,
    change(change) {
      settings = { ...settings, ...change };
      try {
        writeFileSync(`${file}.new`, JSON.stringify(settings));
        renameSync(`${file}.new`, file);
      } catch {
        // A full or read-only disk must not end a check, or keep the program from ending.
      }
    },
  };
}

function read(file: string): Partial<Record<keyof UpdateSettings, unknown>> {
  try {
    const given: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof given === 'object' && given !== null ? given : {};
  } catch {
    return {};
  }
}

/** Takes what is missing or wrong from the usual settings. */
function parse(given: Partial<Record<keyof UpdateSettings, unknown>>): UpdateSettings {
  const { channel, automatic, checkedAt, signedAt, failed } = given;
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
