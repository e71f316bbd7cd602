import { purgeUsers as purge } from '../../users/purgeUsers.ts';
import type { BulkActionDefinition } from '../actionDefinition.ts';
import { leftAlone } from '../chunks.ts';

/** Deletes people in the recycle bin for good. There is no way back. */
export const purgeUsers: BulkActionDefinition = {
  missing: 'not-restorable',
  async apply(work, { planId }, users) {
    const ids = users.map(({ userId }) => userId);
    const gone = new Set(await purge(work, ids, { planId }));
    return [
      ...users
        .filter(({ userId }) => gone.has(userId))
        .map(({ userId }) => ({ userId, outcome: 'succeeded' as const })),
      ...leftAlone(
        users.filter(({ userId }) => !gone.has(userId)),
        'failed',
        'not-restorable',
      ),
    ];
  },
  undo: null,
};
