import { createHash } from 'node:crypto';
import type { UnitOfWork } from '../../database/unitOfWork.ts';
import { chargeRow, clearFailures, forGood, lockOf } from './attemptsStore.ts';

export type Charge =
  | { readonly kind: 'allowed'; readonly failures: number; readonly lockedUntil: Date | null }
  /** Seconds until the next attempt counts; null: never by itself. */
  | { readonly kind: 'locked'; readonly retryAfterSeconds: number | null };

export interface Attempts {
  /**
   * Counts an attempt before it is looked at, so that many at once don't slip through: five are free, then each
   * failure locks for 2ⁿ seconds, at most 15 minutes; the hundredth in a row for good (security.md, lockout).
   */
  readonly charge: (key: Uint8Array) => Promise<Charge>;
  /** Forgets the failures after a success. */
  readonly clear: (key: Uint8Array) => Promise<void>;
}

/** The counter of an address, known to us or not. */
export const attemptKeyOf = (emailKey: string, device: string | null): Uint8Array =>
  createHash('sha256')
    .update(device === null ? `address\0${emailKey}` : `device\0${device}\0${emailKey}`)
    .digest();

/** Failed sign-ins, counted in the database so that all replicas see the same. */
export function createAttempts({
  unitOfWork,
  now,
}: {
  readonly unitOfWork: UnitOfWork;
  readonly now: () => Date;
}): Attempts {
  return {
    charge: (key) =>
      unitOfWork.directory(async (db) => {
        const at = now();
        const charged = await chargeRow(db, key, at);
        if (charged !== undefined) {
          return { kind: 'allowed', failures: charged.failures, lockedUntil: charged.locked_until };
        }
        const until = await lockOf(db, key);
        if (until !== null && until >= forGood) return { kind: 'locked', retryAfterSeconds: null };
        const wait = until === null ? 0 : until.getTime() - at.getTime();
        return { kind: 'locked', retryAfterSeconds: Math.max(1, Math.ceil(wait / 1000)) };
      }),
    clear: (key) => unitOfWork.directory((db) => clearFailures(db, key)),
  };
}
