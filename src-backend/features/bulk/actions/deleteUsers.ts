import { deleteUsers as remove } from '../../users/deleteUsers.ts';
import { restoreUsers } from '../../users/restoreUsers.ts';
import { type BulkActionDefinition, RunBroken } from '../actionDefinition.ts';
import { anyoneInBin } from '../planStore.ts';
import { leaveLastAdmins } from './lastAdmins.ts';

/** Deletes users; undo takes them out of the recycle bin, where the tenant has one. */
export const deleteUsers: BulkActionDefinition = {
  async apply(work, { planId }, users) {
    const { going, staying } = await leaveLastAdmins(work, users, 'failed');
    const deleted = going.map(({ userId, ...user }) => ({ id: userId, ...user }));
    if (deleted.length > 0) await remove(work, deleted, { planId });
    return [...going.map(({ userId }) => ({ userId, outcome: 'succeeded' as const })), ...staying];
  },

  undo: {
    of: 'absent',
    // Deletion for good leaves nobody in the recycle bin.
    possible: anyoneInBin,
    async run(work, { planId }, users) {
      if (work.actor === 'system') throw new RunBroken('Nobody is known who restores these users.');
      const ids = users.map((user) => user.userId);
      const { restored, mightier } = await restoreUsers(work, work.actor, ids);
      const versions = new Map(restored.map((user) => [user.userId, user.version]));
      const back = users.filter((user) => versions.has(user.userId));
      work.audit(
        ...back.map((user) => ({
          type: 'user.restored' as const,
          target: { kind: 'user', id: user.userId, label: user.name },
          details: { email: user.email, planId },
        })),
      );
      return users.map(({ userId }) => {
        const version = versions.get(userId);
        const reason = mightier.has(userId) ? 'more-rights-than-you' : 'not-restorable';
        return version === undefined
          ? { userId, outcome: 'undo-skipped', reason }
          : { userId, outcome: 'undone', version };
      });
    },
  },
};
