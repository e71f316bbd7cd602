import { sql } from 'kysely';
import { defaultTimeZone } from '#shared/domain/formats.ts';
import { queuedMail } from '../../database/mailOutbox.ts';
import type { Reading, Work } from '../../database/unitOfWork.ts';

export interface NewToken {
  readonly userId: string;
  readonly tokenHash: Uint8Array;
}

/** Locks users in the order of their ids, so that two senders of links to the same people wait, never deadlock. */
export async function lockUsers({ db, tenantId }: Work, userIds: readonly string[]): Promise<void> {
  await db
    .selectFrom('users')
    .select('user_id')
    .where('tenant_id', '=', tenantId)
    .where('user_id', 'in', userIds)
    .orderBy('user_id')
    .forNoKeyUpdate()
    .execute();
}

/** The time zone of each user: their own, else their customer's, else the usual one. */
export async function timeZonesOf(
  { db, tenantId }: Reading,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('users as u')
    .innerJoin('customers as c', (join) =>
      join.onRef('c.tenant_id', '=', 'u.tenant_id').onRef('c.customer_id', '=', 'u.customer_id'),
    )
    .select((eb) => [
      'u.user_id as userId',
      eb.fn.coalesce('u.time_zone', 'c.time_zone', eb.val(defaultTimeZone)).as('timeZone'),
    ])
    .where('u.tenant_id', '=', tenantId)
    .where('u.user_id', 'in', userIds)
    .execute();
  return new Map(rows.map(({ userId, timeZone }) => [userId, timeZone]));
}

/** When links were sent to each user since then, newest first. */
export async function linksSince(
  { db, tenantId }: Reading,
  userIds: readonly string[],
  since: Date,
): Promise<ReadonlyMap<string, readonly Date[]>> {
  const rows = await db
    .selectFrom('activation_tokens')
    .select(['user_id', 'created_at'])
    .where('tenant_id', '=', tenantId)
    .where('user_id', 'in', userIds)
    .where('created_at', '>', since)
    .orderBy('created_at', 'desc')
    .execute();
  const times = Map.groupBy(rows, (row) => row.user_id);
  return new Map([...times].map(([userId, sent]) => [userId, sent.map((row) => row.created_at)]));
}

/** Ends the links that still work. */
async function supersede({ db, tenantId, now }: Work, userIds: readonly string[]): Promise<void> {
  await db
    .updateTable('activation_tokens')
    .set({ superseded_at: now })
    .where('tenant_id', '=', tenantId)
    .where('user_id', 'in', userIds)
    .where('consumed_at', 'is', null)
    .where('superseded_at', 'is', null)
    .execute();
}

/** Ends a user's links and says so on the user: the invitation is over until another link is sent. */
export async function endInvitation(work: Work, userId: string): Promise<void> {
  const { db, tenantId, now } = work;
  await supersede(work, [userId]);
  await db
    .updateTable('users')
    .set({ invitation_expires_at: now })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .execute();
}

/** Puts new tokens in the place of those that still work, and notes on the users until when they do. */
export async function replaceTokens(work: Work, tokens: readonly NewToken[], expiresAt: Date): Promise<void> {
  const { db, tenantId, now } = work;
  const userIds = tokens.map((token) => token.userId);
  await supersede(work, userIds);
  await db
    .insertInto('activation_tokens')
    .values(
      tokens.map((token) => ({
        tenant_id: tenantId,
        token_hash: token.tokenHash,
        user_id: token.userId,
        created_at: now,
        expires_at: expiresAt,
      })),
    )
    .execute();
  await db
    .updateTable('users')
    .set({ invitation_sent_at: now, invitation_expires_at: expiresAt, last_mail: queuedMail(work) })
    .where('tenant_id', '=', tenantId)
    .where('user_id', 'in', userIds)
    .execute();
}

export interface ActivationCase {
  readonly userId: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly tenantName: string;
  readonly state: 'live' | 'expired' | 'used' | 'replaced' | 'deactivated';
}

/** What a link leads to, or undefined: not known in this tenant. */
export async function findCase(
  { db, tenantId, now }: Reading,
  tokenHash: Uint8Array,
): Promise<ActivationCase | undefined> {
  return db
    .selectFrom('activation_tokens as a')
    .innerJoin('users as u', (join) =>
      join.onRef('u.tenant_id', '=', 'a.tenant_id').onRef('u.user_id', '=', 'a.user_id'),
    )
    .innerJoin('tenants as t', 't.tenant_id', 'a.tenant_id')
    .where('a.tenant_id', '=', tenantId)
    .where('a.token_hash', '=', tokenHash)
    .select([
      'u.user_id as userId',
      'u.email',
      'u.first_name as firstName',
      'u.last_name as lastName',
      't.name as tenantName',
      sql<ActivationCase['state']>`case
        when a.consumed_at is not null then 'used'
        when a.superseded_at is not null then 'replaced'
        when u.disabled_at is not null then 'deactivated'
        when a.expires_at <= ${now} then 'expired'
        else 'live' end`.as('state'),
    ])
    .executeTakeFirst();
}

/** Uses the link up. Of several that try at once, exactly one gets the user; the others get undefined. */
export async function consumeToken(
  { db, tenantId, now }: Work,
  tokenHash: Uint8Array,
): Promise<string | undefined> {
  const row = await db
    .updateTable('activation_tokens')
    .set({ consumed_at: now })
    .where('tenant_id', '=', tenantId)
    .where('token_hash', '=', tokenHash)
    .where('consumed_at', 'is', null)
    .where('superseded_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('user_id')
    .executeTakeFirst();
  return row?.user_id;
}

/** Sets the first password and marks the user activated; undefined if the user was deactivated meanwhile. */
export async function activateUser(
  { db, tenantId, now }: Work,
  user: { readonly userId: string; readonly passwordHash: string },
): Promise<string | undefined> {
  const activated = await db
    .updateTable('users')
    .set((eb) => ({
      activated_at: eb.fn.coalesce('activated_at', eb.val(now)),
      locked_until: null,
      version: eb('version', '+', 1),
      updated_at: now,
    }))
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', user.userId)
    .where('disabled_at', 'is', null)
    .returning('email_key')
    .executeTakeFirst();
  if (activated === undefined) return undefined;
  const credentials = { password_hash: user.passwordHash, password_set_at: now, failed_attempts: 0 };
  await db
    .insertInto('user_credentials')
    .values({ tenant_id: tenantId, user_id: user.userId, ...credentials })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'user_id']).doUpdateSet(credentials))
    .execute();
  return activated.email_key;
}
