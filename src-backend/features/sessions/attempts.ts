import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { DirectoryDatabase, UnitOfWork } from '../../database/unitOfWork.ts';

/** A time that doesn't come: the password is out of use until somebody lifts the lock. */
const forGood = new Date('9999-12-31T00:00:00.000Z');

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

interface ChargedRow {
  readonly failures: number;
  readonly locked_until: Date | null;
}

/** Answers no row while the lock holds. */
async function chargeRow(db: DirectoryDatabase, key: Uint8Array, now: Date): Promise<ChargedRow | undefined> {
  const { rows } = await sql<ChargedRow>`
    insert into directory.sign_in_attempts as a (attempt_key, failures, last_failed_at)
    values (${key}, 1, ${now})
    on conflict (attempt_key) do update set
      failures = a.failures + 1,
      last_failed_at = excluded.last_failed_at,
      locked_until = case
        when a.failures + 1 >= 100 then ${forGood}::timestamptz
        when a.failures + 1 > 5
          then excluded.last_failed_at + least(900, power(2, a.failures + 1 - 5)) * interval '1 second'
      end
    where a.locked_until is null or a.locked_until <= excluded.last_failed_at
    returning failures, locked_until`.execute(db);
  return rows[0];
}

async function lockOf(db: DirectoryDatabase, key: Uint8Array): Promise<Date | null> {
  const row = await db
    .selectFrom('directory.sign_in_attempts')
    .select('locked_until')
    .where('attempt_key', '=', key)
    .executeTakeFirst();
  return row?.locked_until ?? null;
}

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
    clear: (key) =>
      unitOfWork.directory(async (db) => {
        await db.deleteFrom('directory.sign_in_attempts').where('attempt_key', '=', key).execute();
      }),
  };
}

/** Forgets failures so old that nobody waits for them: after a day, or 30 days once they locked. */
export async function purgeAttempts(db: DirectoryDatabase, now: Date): Promise<void> {
  const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
  await db
    .deleteFrom('directory.sign_in_attempts')
    .where((eb) =>
      eb.or([
        eb.and([eb('failures', '<=', 5), eb('last_failed_at', '<', daysAgo(1))]),
        eb.and([eb('failures', '<', 100), eb('last_failed_at', '<', daysAgo(30))]),
      ]),
    )
    .execute();
}
