import { type RawBuilder, sql } from 'kysely';
import type { AuthState, UserStatus } from '#shared/domain/userStatus.ts';

/** `userStatus` of shared as SQL over a row of `users`: the first that applies. A test compares the two. */
export function userStatusSql(alias: string, now: Date): RawBuilder<UserStatus> {
  const u = sql.ref(alias);
  const at = sql`${now}::timestamptz`;
  return sql<UserStatus>`case
    when ${u}.disabled_at is not null then 'disabled'
    when ${u}.access_expires_at <= ${at} then 'access-expired'
    when ${u}.locked_until > ${at} then 'locked'
    when ${u}.activated_at is not null then 'active'
    when ${u}.invitation_expires_at > ${at} then 'invited'
    else 'invite-expired' end`;
}

/** `authState` of shared as SQL over a row of `users`. */
export function authStateSql(alias: string): RawBuilder<AuthState> {
  const u = sql.ref(alias);
  return sql<AuthState>`case
    when ${u}.auth_method = 'local' and ${u}.activated_at is null then 'pending-setup'
    else ${u}.auth_method end`;
}
