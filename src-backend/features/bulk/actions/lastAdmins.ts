import { lastAdminsAmong } from '../../../access/lastAdmins.ts';
import type { Work } from '../../../database/unitOfWork.ts';
import { type ChunkResult, type ChunkUser, leftAlone } from '../chunks.ts';

/** Which users an action that ends access may be done to, and which must stay so that the tenant keeps an admin. */
export async function leaveLastAdmins<U extends ChunkUser>(
  work: Work,
  users: readonly U[],
  outcome: ChunkResult['outcome'],
): Promise<{ readonly going: readonly U[]; readonly staying: readonly ChunkResult[] }> {
  const last = await lastAdminsAmong(
    work,
    users.map((user) => user.userId),
  );
  const staying = users.filter((user) => last.has(user.userId));
  return {
    going: users.filter((user) => !last.has(user.userId)),
    staying: leftAlone(staying, outcome, 'last-admin'),
  };
}
