import { sql } from 'kysely';
import type { Work } from '../../../database/unitOfWork.ts';
import { endSessions } from '../../users/store.ts';
import type { ChunkAction } from '../chunkAction.ts';
import type { ChunkResult, UntouchedUser } from '../chunks.ts';
import { leaveLastAdmins } from './lastAdmins.ts';

interface Switch {
  readonly user: UntouchedUser;
  readonly disabledAt: string | null;
}

/** Sets since when each user is deactivated (null: not), with a new version, in one statement. */
async function setDisabled(work: Work, switches: readonly Switch[]): Promise<ReadonlyMap<string, number>> {
  const rows = switches.map(({ user, disabledAt }) => ({ id: user.userId, at: disabledAt }));
  // Named as a list too: by the join alone, a kept plan reads all users of the tenant for each chunk.
  const ids = rows.map(({ id }) => id);
  const { rows: changed } = await sql<{ id: string; version: number }>`
    update users u set disabled_at = s.at, version = u.version + 1, updated_at = ${work.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s(id uuid, at timestamptz)
    where u.tenant_id = ${work.tenantId} and u.user_id = any(${ids}::uuid[]) and u.user_id = s.id
    returning u.user_id as id, u.version`.execute(work.db);
  return new Map(changed.map((row) => [row.id, row.version]));
}

async function perform(
  work: Work,
  planId: string,
  switches: readonly Switch[],
  outcome: 'succeeded' | 'undone',
): Promise<readonly ChunkResult[]> {
  const versions = await setDisabled(work, switches);
  const ended = switches.filter(({ disabledAt }) => disabledAt !== null).map(({ user }) => user.userId);
  if (ended.length > 0) await endSessions(work, ended);
  work.audit(
    ...switches.map(({ user, disabledAt }) => ({
      type: disabledAt === null ? ('user.activated' as const) : ('user.deactivated' as const),
      target: { kind: 'user', id: user.userId, label: `${user.firstName} ${user.lastName}` },
      changes: [{ field: 'disabledAt', from: user.disabledAt?.toISOString() ?? null, to: disabledAt }],
      details: { planId },
    })),
  );
  return switches.map(({ user }) => ({
    userId: user.userId,
    outcome,
    version: versions.get(user.userId)!,
    ...(outcome === 'succeeded'
      ? { beforeImage: { disabledAt: user.disabledAt?.toISOString() ?? null } }
      : {}),
  }));
}

function disabledBefore({ beforeImage }: UntouchedUser): string | null {
  const at = beforeImage?.['disabledAt'];
  return typeof at === 'string' ? at : null;
}

/** Lets users log in again; undo deactivates them as of when they had been. */
export const activate: ChunkAction = {
  apply: (work, planId, users) => {
    const switches = users.map((user) => ({ user, disabledAt: null }));
    return perform(work, planId, switches, 'succeeded');
  },
  async undo(work, planId, users) {
    const { going, staying } = await leaveLastAdmins(work, users, 'undo-skipped');
    const switches = going.map((user) => ({
      user,
      disabledAt: disabledBefore(user) ?? work.now.toISOString(),
    }));
    return [...(await perform(work, planId, switches, 'undone')), ...staying];
  },
};

/** Ends access and sessions; undo lets the users in again. */
export const deactivate: ChunkAction = {
  async apply(work, planId, users) {
    const { going, staying } = await leaveLastAdmins(work, users, 'failed');
    const disabledAt = work.now.toISOString();
    const switches = going.map((user) => ({ user, disabledAt }));
    return [...(await perform(work, planId, switches, 'succeeded')), ...staying];
  },
  undo: (work, planId, users) => {
    const switches = users.map((user) => ({ user, disabledAt: null }));
    return perform(work, planId, switches, 'undone');
  },
};
