import { sql } from 'kysely';
import type { BulkAction } from '#shared/api/bulkPlans.ts';
import type { Work } from '../../../database/unitOfWork.ts';
import { unknownReference } from '../../../access/refusals.ts';
import { lockNames } from '../../linkedRows.ts';
import { readTenant } from '../../tenants/store.ts';
import { userTarget } from '../../users/auditFields.ts';
import { deleteUsers } from '../../users/deleteUsers.ts';
import { addressTaken, customerThere, restoreImages, whatKeeps } from '../../users/recycleBinStore.ts';
import type { BulkActionDefinition } from '../actionDefinition.ts';
import { type ChunkResult, leftAlone } from '../chunks.ts';
import { leaveLastAdmins } from './lastAdmins.ts';

type Restoration = Extract<BulkAction, { kind: 'restore' }>;

/** Where people come to whose own customer is gone; null: nothing was said. */
const customerOf = (action: BulkAction): string | null =>
  action.kind === 'restore' ? (action.customerId ?? null) : null;

/**
 * Takes people out of the recycle bin. Undo deletes those again who are as they came back, unless that would be for good:
 * nobody who undoes a mistake means that.
 */
export const restoreUsers: BulkActionDefinition<Restoration> = {
  refusals: (_now, action) => sql`when ${addressTaken('u')} then 'address-taken'
    ${customerOf(action) === null ? sql`when not ${customerThere('u')} then 'customer-gone'` : sql``}`,
  missing: 'not-restorable',
  async unknownFields(work, action) {
    const customerId = customerOf(action);
    if (customerId === null || (await lockNames(work, 'customers', [customerId])).size > 0) return [];
    return [unknownReference('action.customerId')];
  },

  async apply(work, { planId, action }, users) {
    const ids = users.map(({ userId }) => userId);
    const restored = await restoreImages(work, ids, customerOf(action));
    const versions = new Map(restored.map(({ userId, version }) => [userId, version]));
    const left = ids.filter((id) => !versions.has(id));
    const keeps = await whatKeeps(work, left);
    work.audit(
      ...users
        .filter(({ userId }) => versions.has(userId))
        .map((user) => ({
          type: 'user.restored' as const,
          target: userTarget({ ...user, id: user.userId }),
          details: { email: user.email, planId },
        })),
    );
    return users.map(({ userId }): ChunkResult => {
      const version = versions.get(userId);
      if (version !== undefined) return { userId, outcome: 'succeeded', version };
      return { userId, outcome: 'failed', reason: keeps.get(userId) ?? 'not-restorable' };
    });
  },

  undo: {
    of: 'present',
    async run(work, { planId }, users) {
      if (await deletesForGood(work)) return leftAlone(users, 'undo-skipped', 'deletes-for-good');
      const same = users.filter(({ version, resultVersion }) => version === resultVersion);
      const changed = users.filter((user) => !same.includes(user));
      const { going, staying } = await leaveLastAdmins(work, same, 'undo-skipped');
      const deleted = going.map(({ userId, ...user }) => ({ id: userId, ...user }));
      if (deleted.length > 0) await deleteUsers(work, deleted, { planId });
      return [
        ...going.map(({ userId }): ChunkResult => ({ userId, outcome: 'undone' })),
        ...staying,
        ...leftAlone(changed, 'undo-skipped', 'changed-since-plan'),
      ];
    },
  },
};

async function deletesForGood(work: Work): Promise<boolean> {
  return (await readTenant(work)).settings['users.deleteMode'] === 'permanent';
}
