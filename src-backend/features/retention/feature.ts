import type { Feature } from '../../http/registerRoute.ts';
import type { BackendParts } from '../../parts.ts';
import type { Work } from '../../database/unitOfWork.ts';
import { purgeUsers } from '../users/purgeUsers.ts';
import { deleteExpired, expiringRows, overdueInBin } from './store.ts';

/** Most rows of one kind that go in one transaction, so that nobody waits for the cleaning. */
const chunk = 1_000;

/** Deletes a tenant's rows whose time is over, a chunk per transaction. Returns how many went. */
export async function purgeTenant(
  { unitOfWork }: Pick<BackendParts, 'unitOfWork'>,
  tenantId: string,
  signal: AbortSignal,
): Promise<number> {
  const scope = { tenantId, actor: 'system', requestId: 'retention.purge' } as const;
  let gone = 0;
  const steps = [
    async (work: Work) => (await purgeUsers(work, await overdueInBin(work, chunk))).length,
    ...expiringRows.map((rows) => (work: Work) => deleteExpired(work, rows, chunk)),
  ];
  for (const step of steps) {
    let deleted: number;
    do {
      signal.throwIfAborted();
      deleted = await unitOfWork.run(scope, step);
      gone += deleted;
    } while (deleted === chunk);
  }
  return gone;
}

/** The daily cleaning of every tenant. What sign-ins and sessions leave is `sessions.purge`'s. */
export function createRetentionFeature(parts: Pick<BackendParts, 'unitOfWork'>): Feature {
  return {
    jobs: {
      'retention.purge': async (_payload, { signal }) => {
        for (const tenantId of await parts.unitOfWork.tenantIds()) await purgeTenant(parts, tenantId, signal);
      },
    },
  };
}
