import { sql } from 'kysely';
import { emailKey } from '#shared/domain/email.ts';
import { textKey } from '#shared/domain/text.ts';
import type { TenantColor } from '#shared/api/tenants.ts';
import type { AccountReference, DirectoryDatabase, Reading, Work } from '../../database/unitOfWork.ts';
import { uuids } from '../../database/uuids.ts';

/** A user whom a password may belong to, with what sign-in needs to know. */
export interface SignInUser extends AccountReference {
  readonly name: string;
  readonly passwordHash: string | null;
  readonly activated: boolean;
  /** Why somebody who was activated may not sign in. */
  readonly refusal: 'deactivated' | 'access-expired' | null;
  readonly tenant: { readonly name: string; readonly code: string; readonly color: TenantColor };
}

/**
 * Where an address is known, under its key or under one from before domains had one form, which somebody kept whose
 * address another one had by then. Passwords of at most ten are tried: each costs 19 MiB and some 20 ms.
 */
export async function placesOf(db: DirectoryDatabase, email: string): Promise<readonly AccountReference[]> {
  return db
    .selectFrom('directory.sign_in_names')
    .select(['tenant_id as tenantId', 'user_id as userId'])
    .where('email_key', 'in', [...new Set([emailKey(email), textKey(email)])])
    .orderBy('tenant_id')
    .limit(10)
    .execute();
}

export async function readSignInUser(
  { db, now }: Pick<Reading, 'db' | 'now'>,
  { tenantId, userId }: AccountReference,
): Promise<SignInUser | undefined> {
  return db
    .selectFrom('users as u')
    .innerJoin('tenants as t', 't.tenant_id', 'u.tenant_id')
    .leftJoin('user_credentials as c', (join) =>
      join.onRef('c.tenant_id', '=', 'u.tenant_id').onRef('c.user_id', '=', 'u.user_id'),
    )
    .where('u.tenant_id', '=', tenantId)
    .where('u.user_id', '=', userId)
    .select([
      'u.tenant_id as tenantId',
      'u.user_id as userId',
      sql<string>`trim(u.first_name || ' ' || u.last_name)`.as('name'),
      'c.password_hash as passwordHash',
      sql<boolean>`u.activated_at is not null`.as('activated'),
      sql<SignInUser['refusal']>`case when u.disabled_at is not null then 'deactivated'
        when u.access_expires_at <= ${now}::timestamptz then 'access-expired' end`.as('refusal'),
      sql<SignInUser['tenant']>`json_build_object('name', t.name, 'code', t.code, 'color', t.color)`.as(
        'tenant',
      ),
    ])
    .executeTakeFirst();
}

/** Notes a failure on the account, for the people who look after it; the lock itself is kept by `Attempts`. */
export async function noteFailure(
  { db, tenantId, now }: Work,
  userId: string,
  lockedUntil: Date | null,
): Promise<void> {
  const who = { tenant_id: tenantId, user_id: userId };
  await db
    .insertInto('user_credentials')
    .values({ ...who, failed_attempts: 1, last_failed_at: now })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'user_id']).doUpdateSet((eb) => ({
        failed_attempts: eb('user_credentials.failed_attempts', '+', 1),
        last_failed_at: now,
      })),
    )
    .execute();
  if (lockedUntil === null) return;
  await db
    .updateTable('users')
    .set({ locked_until: lockedUntil })
    .where((is) => is.and(who))
    .execute();
}

/** Notes a success; false if the user may no longer sign in. A login is no change of the user: the version stays. */
export async function noteSignIn({ db, tenantId, now }: Work, userId: string): Promise<boolean> {
  const who = { tenant_id: tenantId, user_id: userId };
  const row = await db
    .updateTable('users')
    .set({ last_login_at: now, locked_until: null })
    .where((is) => is.and(who))
    .where('activated_at', 'is not', null)
    .where('disabled_at', 'is', null)
    .where((eb) => eb.or([eb('access_expires_at', 'is', null), eb('access_expires_at', '>', now)]))
    .returning('user_id')
    .executeTakeFirst();
  if (row === undefined) return false;
  await db
    .updateTable('user_credentials')
    .set({ failed_attempts: 0 })
    .where((is) => is.and(who))
    .execute();
  return true;
}

/** Ends every session of these users: nothing that the OAuth server gave them is found again. */
export async function endSessions(work: Work, userIds: readonly string[]): Promise<void> {
  await work.db
    .deleteFrom('directory.oidc_payloads')
    .where('tenant_id', '=', work.tenantId)
    .where('user_id', '=', sql<string>`any(${uuids(userIds)})`)
    .execute();
}
