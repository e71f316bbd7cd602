/** The facts about a user from which the status follows; times are ISO 8601 in UTC. */
export interface UserStatusFacts {
  readonly activatedAt: string | null;
  readonly disabledAt: string | null;
  readonly lockedUntil: string | null;
  readonly accessExpiresAt: string | null;
  /** When the newest activation link stops working; null when none was ever sent. */
  readonly invitationExpiresAt: string | null;
}

/** In the order of precedence: the first that applies is shown (requirement U1). */
export const userStatuses = [
  'disabled',
  'access-expired',
  'locked',
  'invite-expired',
  'invited',
  'active',
] as const;
export type UserStatus = (typeof userStatuses)[number];

/** The same facts as milliseconds since the epoch. */
export type UserStatusTimes = { readonly [Fact in keyof UserStatusFacts]: number | null };

const timeOf = (instant: string | null): number | null => (instant === null ? null : Date.parse(instant));

const timesOf = (user: UserStatusFacts): UserStatusTimes => ({
  activatedAt: timeOf(user.activatedAt),
  disabledAt: timeOf(user.disabledAt),
  lockedUntil: timeOf(user.lockedUntil),
  accessExpiresAt: timeOf(user.accessExpiresAt),
  invitationExpiresAt: timeOf(user.invitationExpiresAt),
});

const passed = (time: number | null, now: number): boolean => time !== null && time <= now;

/** The status at `now` (milliseconds since the epoch). Both sides compute it with this one function. */
export function statusAt(user: UserStatusTimes, now: number): UserStatus {
  if (user.disabledAt !== null) return 'disabled';
  if (passed(user.accessExpiresAt, now)) return 'access-expired';
  if (user.lockedUntil !== null && !passed(user.lockedUntil, now)) return 'locked';
  if (user.activatedAt === null) {
    return user.invitationExpiresAt === null || passed(user.invitationExpiresAt, now)
      ? 'invite-expired'
      : 'invited';
  }
  return 'active';
}

export const userStatus = (user: UserStatusFacts, now: number): UserStatus => statusAt(timesOf(user), now);

/**
 * When the status changes next by the clock alone (milliseconds since the epoch), or null. A copy that stores the
 * status refreshes exactly the rows whose time has come.
 */
export function statusChangesAt(user: UserStatusTimes, now: number): number | null {
  if (user.disabledAt !== null) return null;
  const times = [
    user.accessExpiresAt,
    user.lockedUntil,
    user.activatedAt === null ? user.invitationExpiresAt : null,
  ]
    .filter((time) => time !== null)
    .filter((time) => time > now);
  return times.length === 0 ? null : Math.min(...times);
}

export const userStatusChangesAt = (user: UserStatusFacts, now: number): number | null =>
  statusChangesAt(timesOf(user), now);

export const authMethods = ['local', 'sso', 'sso-password'] as const;
export type AuthMethod = (typeof authMethods)[number];

/** What the Auth column shows: a local user without a password yet is `pending-setup`. */
export const authStates = ['local', 'sso', 'sso-password', 'pending-setup'] as const;
export type AuthState = (typeof authStates)[number];

export function authState(user: {
  readonly authMethod: AuthMethod;
  readonly activatedAt: string | null;
}): AuthState {
  return user.authMethod === 'local' && user.activatedAt === null ? 'pending-setup' : user.authMethod;
}
