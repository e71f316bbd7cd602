import type { Work } from '../../../database/unitOfWork.ts';
import type { ChunkResult, UntouchedUser } from '../chunks.ts';
import { lastAdminsAmong } from '../../../access/lastAdmins.ts';

/** Whom an action that ends access may be done to, and who must stay so that the tenant keeps an admin. */
export async function leaveLastAdmins(
  work: Work,
  users: readonly UntouchedUser[],
  outcome: ChunkResult['outcome'],
): Promise<{ readonly going: readonly UntouchedUser[]; readonly staying: readonly ChunkResult[] }> {
  const last = await lastAdminsAmong(
    work,
    users.map((user) => user.userId),
  );
  return {
    going: users.filter((user) => !last.has(user.userId)),
    staying: users
      .filter((user) => last.has(user.userId))
      .map(({ userId }) => ({ userId, outcome, reason: 'last-admin' })),
  };
}
