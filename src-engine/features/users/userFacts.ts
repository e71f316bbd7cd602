import {
  authState,
  authStates,
  statusAt,
  statusChangesAt,
  userStatuses,
  type AuthMethod,
  type UserStatusTimes,
} from '#shared/domain/userStatus.ts';
import { instantText } from '../../cache/instants.ts';

/** A user who never signed in sorts before all who did: the longest ago. */
export const neverSignedIn = -8_640_000_000_000_001;
/** Access without end sorts after all that ends: the latest. */
export const neverExpires = 8_640_000_000_000_001;

type Time = number | null;

/** A time of the copy (milliseconds since the epoch) as the API writes it. */
export function instantOf(time: Time): string | null {
  return time === null || time === neverSignedIn || time === neverExpires ? null : instantText(time);
}

/** What the status follows from. */
const statusTimes = (
  activatedAt: Time,
  disabledAt: Time,
  lockedUntil: Time,
  expires: Time,
  invitationExpiresAt: Time,
): UserStatusTimes => ({
  activatedAt,
  disabledAt,
  lockedUntil,
  accessExpiresAt: expires === neverExpires ? null : expires,
  invitationExpiresAt,
});

/**
 * The domain's rules as SQL functions, so that the copy stores exactly what the shared code computes: rank of the
 * status (its place in `userStatuses`, which is the order of the Status column), when it changes by the clock alone,
 * and rank of the auth state (its place in `authStates`, one that this version doesn't know comes last).
 */
export const userFactFunctions = {
  user_status_rank: (a: Time, d: Time, l: Time, e: Time, i: Time, now: number): number =>
    userStatuses.indexOf(statusAt(statusTimes(a, d, l, e, i), now)),
  user_status_changes_at: (a: Time, d: Time, l: Time, e: Time, i: Time, now: number): Time =>
    statusChangesAt(statusTimes(a, d, l, e, i), now),
  user_auth_rank: (method: string, activated: Time): number => {
    const rank = authStates.indexOf(
      authState({ authMethod: method as AuthMethod, activatedAt: instantOf(activated) }),
    );
    return rank === -1 ? authStates.length : rank;
  },
} as const;
