import { sql } from 'kysely';
import type { AuditEntry, Work } from '../../../database/unitOfWork.ts';
import { nameList } from '../../fieldChanges.ts';
import { type ChunkAction, RunBroken } from '../chunkAction.ts';
import type { ChunkResult, UntouchedUser } from '../chunks.ts';
import { lockProfiles } from '../../profiles/store.ts';

interface Move {
  readonly user: UntouchedUser;
  readonly gains: readonly string[];
  readonly losses: readonly string[];
}

/**
 * Takes and gives profiles, and gives each user a new version, in one statement. Its users are named once more as a list:
 * by the join alone, a plan kept for tenants of any size reads all users of a large one for each chunk.
 */
async function move(work: Work, moves: readonly Move[]): Promise<ReadonlyMap<string, number>> {
  const rows = moves.map(({ user, gains, losses }) => ({ id: user.userId, gains, losses }));
  const ids = rows.map(({ id }) => id);
  const { rows: moved } = await sql<{ id: string; version: number }>`
    with move as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m(id uuid, gains uuid[], losses uuid[])
    ), gone as (
      delete from user_profiles s using (select id, unnest(losses) as profile_id from move) m
      where s.tenant_id = ${work.tenantId} and s.user_id = any(${ids}::uuid[]) and s.user_id = m.id
        and s.profile_id = m.profile_id
    ), come as (
      insert into user_profiles (tenant_id, user_id, profile_id)
      select ${work.tenantId}::uuid, id, unnest(gains) from move on conflict do nothing
    )
    update users u set version = u.version + 1, updated_at = ${work.now}
    from move m
    where u.tenant_id = ${work.tenantId} and u.user_id = any(${ids}::uuid[]) and u.user_id = m.id
    returning u.user_id as id, u.version`.execute(work.db);
  return new Map(moved.map((row) => [row.id, row.version]));
}

function event(
  planId: string,
  { user, gains, losses }: Move,
  names: ReadonlyMap<string, string>,
): AuditEntry {
  const text = (ids: readonly string[]) => nameList(ids.map((id) => names.get(id) ?? id)) || null;
  const changes = [
    { field: 'profileIds', from: text([...user.kept, ...losses]), to: text([...user.kept, ...gains]) },
  ];
  const target = { kind: 'user', id: user.userId, label: `${user.firstName} ${user.lastName}` };
  return { type: 'user.profiles-assigned', target, changes, details: { planId } };
}

const namesOf = (work: Work, users: readonly UntouchedUser[]) =>
  lockProfiles(work, [...new Set(users.flatMap((user) => [...user.gains, ...user.losses, ...user.kept]))]);

async function perform(
  work: Work,
  planId: string,
  run: { readonly moves: readonly Move[]; readonly names: ReadonlyMap<string, string> },
  outcome: 'succeeded' | 'undone',
): Promise<readonly ChunkResult[]> {
  const versions = await move(work, run.moves);
  work.audit(...run.moves.map((one) => event(planId, one, run.names)));
  return run.moves.map(({ user: { userId } }) => ({ userId, outcome, version: versions.get(userId)! }));
}

/** Replaces, adds or removes profiles as planned; undo gives each user exactly what it had. */
export const assignProfiles: ChunkAction = {
  async apply(work, planId, users) {
    const names = await namesOf(work, users);
    if (users.some((user) => user.gains.some((id) => !names.has(id)))) {
      throw new RunBroken('A profile that the plan gives was deleted.');
    }
    const moves = users.map((user) => ({ user, gains: user.gains, losses: user.losses }));
    return perform(work, planId, { moves, names }, 'succeeded');
  },

  async undo(work, planId, users) {
    const names = await namesOf(work, users);
    const restorable = (user: UntouchedUser) => user.losses.every((id) => names.has(id));
    const moves = users.filter(restorable).map((user) => ({ user, gains: user.losses, losses: user.gains }));
    const skipped = users
      .filter((user) => !restorable(user))
      .map(({ userId }) => ({ userId, outcome: 'undo-skipped' as const, reason: 'profile-deleted' }));
    return [...(await perform(work, planId, { moves, names }, 'undone')), ...skipped];
  },
};
