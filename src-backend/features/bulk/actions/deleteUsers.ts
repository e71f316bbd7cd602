import { deleteUsers as remove } from '../../users/deleteUsers.ts';
import { whatKeeps } from '../../users/recycleBinStore.ts';
import { restoreUsers } from '../../users/restoreUsers.ts';
import type { BulkActionDefinition } from '../actionDefinition.ts';
import { deletionTimes } from '../changesStore.ts';
import { type ChunkResult, leftAlone, stillAsWritten } from '../chunks.ts';
import { anyoneInBin } from '../planStore.ts';
import { leaveLastAdmins } from './lastAdmins.ts';

/**
 * Deletes users; undo takes them out of the recycle bin, where the tenant has one. Who came back and was deleted again
 * since is there by somebody else's decision: the time of the deletion tells.
 */
export const deleteUsers: BulkActionDefinition = {
  async apply(work, { planId }, users) {
    const { going, staying } = await leaveLastAdmins(work, users, 'failed');
    const deleted = going.map(({ userId, ...user }) => ({ id: userId, ...user }));
    if (deleted.length > 0) await remove(work, deleted, { planId });
    const afterImage = { deletedAt: work.now.toISOString() };
    return [
      ...going.map(({ userId }) => ({ userId, outcome: 'succeeded' as const, afterImage })),
      ...staying,
    ];
  },

  undo: {
    of: 'absent',
    // Deletion for good leaves nobody in the recycle bin.
    possible: anyoneInBin,
    async run(work, { planId, runner }, users) {
      const times = await deletionTimes(
        work,
        users.map((user) => user.userId),
      );
      const changed = users.filter((user) => {
        const deletedAt = times.get(user.userId)?.toISOString();
        return deletedAt !== undefined && !stillAsWritten(user, { deletedAt });
      });
      const same = users.filter((user) => !changed.includes(user));
      const ids = same.map((user) => user.userId);
      const { restored, mightier } = await restoreUsers(work, runner, ids);
      const versions = new Map(restored.map((user) => [user.userId, user.version]));
      const left = ids.filter((id) => !versions.has(id));
      const keeps = await whatKeeps(work, left);
      const back = same.filter((user) => versions.has(user.userId));
      work.audit(
        ...back.map((user) => ({
          type: 'user.restored' as const,
          target: { kind: 'user', id: user.userId, label: user.name },
          details: { email: user.email, planId },
        })),
      );
      const results = same.map(({ userId }): ChunkResult => {
        const version = versions.get(userId);
        const reason = mightier.has(userId)
          ? 'more-rights-than-you'
          : (keeps.get(userId) ?? 'not-restorable');
        return version === undefined
          ? { userId, outcome: 'undo-skipped', reason }
          : { userId, outcome: 'undone', version };
      });
      return [...results, ...leftAlone(changed, 'undo-skipped', 'changed-since-plan')];
    },
  },
};
