import type { KeychainState } from '#shared/desktop/session.ts';

export type KeychainReason = Extract<KeychainState, { available: false }>['reason'];

/** The OS keychain refused or did not answer. */
export class KeychainFailure extends Error {
  readonly reason: KeychainReason;
  constructor(reason: KeychainReason, cause?: unknown) {
    super(`The keychain is not available: ${reason}.`, { cause });
    this.name = 'KeychainFailure';
    this.reason = reason;
  }
}

/** A place for secrets by name. Every call rejects with a `KeychainFailure` and nothing else. */
export interface Keychain {
  /** Null if there is no such entry. */
  readonly read: (entry: string) => Promise<string | null>;
  readonly write: (entry: string, secret: string) => Promise<void>;
  /** Resolves also when there was no such entry. */
  readonly remove: (entry: string) => Promise<void>;
}

/** Secrets that live as long as the process: what remains when the OS offers no keychain. */
export function createMemoryKeychain(): Keychain {
  const secrets = new Map<string, string>();
  return {
    read: async (entry) => secrets.get(entry) ?? null,
    write: async (entry, secret) => void secrets.set(entry, secret),
    remove: async (entry) => void secrets.delete(entry),
  };
}
