import { sql } from 'kysely';
import type { DirectoryDatabase } from '../../database/unitOfWork.ts';

/** A time that doesn't come: the password is out of use until somebody lifts the lock. */
export const forGood = new Date('9999-12-31T00:00:00.000Z');

interface ChargedRow {
  readonly failures: number;
  readonly locked_until: Date | null;
}

/** Counts one more failure, and locks from the sixth on. Returns no row while the lock holds. */
export async function chargeRow(
  db: DirectoryDatabase,
  key: Uint8Array,
  now: Date,
): Promise<ChargedRow | undefined> {
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

export async function lockOf(db: DirectoryDatabase, key: Uint8Array): Promise<Date | null> {
  const row = await db
    .selectFrom('directory.sign_in_attempts')
    .select('locked_until')
    .where('attempt_key', '=', key)
    .executeTakeFirst();
  return row?.locked_until ?? null;
}

export async function clearFailures(db: DirectoryDatabase, key: Uint8Array): Promise<void> {
  await db.deleteFrom('directory.sign_in_attempts').where('attempt_key', '=', key).execute();
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
