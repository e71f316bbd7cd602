import { type RawBuilder, sql } from 'kysely';
import type { BulkAction } from '#shared/api/bulkPlans.ts';
import { unknownIn } from '../../../access/refusals.ts';
import type { AuditEntry, Work } from '../../../database/unitOfWork.ts';
import { uuids } from '../../../database/uuids.ts';
import { nameList } from '../../fieldChanges.ts';
import { userTarget } from '../../users/auditFields.ts';
import { lockNames } from '../../linkedRows.ts';
import {
  type BulkActionDefinition,
  type PlanRun,
  type ProfileMoves,
  RunBroken,
} from '../actionDefinition.ts';
import { heldProfiles, moveProfiles } from '../changesStore.ts';
import { type ChunkResult, type ChunkUser, leftAlone, type PresentUser } from '../chunks.ts';

type Assignment = Extract<BulkAction, { kind: 'assign-profiles' }>;

/** `profileEffect` of shared as SQL. Gains have the order of the choice, losses and what is kept that of ids. */
function movesOf({ profileIds, mode }: Assignment): ProfileMoves {
  const chosen = uuids([...new Set(profileIds)]);
  const none = sql`'{}'::uuid[]`;
  // Sorting out what is held already costs as much as the rest of the row, and most hold nothing of it.
  const lost = {
    replace: sql`profile_id <> all(${chosen})`,
    add: sql`false`,
    remove: sql`profile_id = any(${chosen})`,
  }[mode];
  const gained = sql`case when h.kept && ${chosen}
    then array(select c.id from unnest(${chosen}) with ordinality as c (id, place)
      where c.id <> all(h.kept) order by c.place)
    else ${chosen} end`;
  const heldWhere = (condition: RawBuilder<unknown>) =>
    sql`coalesce(array_agg(s.profile_id order by s.profile_id) filter (where ${condition}), ${none})`;
  return {
    from: sql`cross join lateral (
      select ${heldWhere(lost)} as losses, ${heldWhere(sql`not (${lost})`)} as kept
      from user_profiles s where s.tenant_id = u.tenant_id and s.user_id = u.user_id) h`,
    gains: mode === 'remove' ? none : gained,
    losses: sql`h.losses`,
    kept: sql`h.kept`,
  };
}

interface Move extends Pick<ChunkUser, 'gains' | 'losses' | 'kept'> {
  readonly user: PresentUser;
}

type Names = ReadonlyMap<string, string>;

function event({ planId }: PlanRun, { user, gains, losses, kept }: Move, names: Names): AuditEntry {
  const text = (ids: readonly string[]) => nameList(ids.map((id) => names.get(id) ?? id)) || null;
  return {
    type: 'user.profiles-assigned',
    target: userTarget({ ...user, id: user.userId }),
    changes: [{ field: 'profileIds', from: text([...kept, ...losses]), to: text([...kept, ...gains]) }],
    details: { planId },
  };
}

async function perform(
  work: Work,
  run: PlanRun,
  moves: readonly Move[],
  { names, outcome }: { readonly names: Names; readonly outcome: 'succeeded' | 'undone' },
): Promise<readonly ChunkResult[]> {
  await moveProfiles(
    work,
    moves.map(({ user, gains, losses }) => ({ id: user.userId, gains, losses })),
  );
  work.audit(...moves.map((move) => event(run, move, names)));
  return moves.map(({ user: { userId, version } }) => ({ userId, outcome, version: version + 1 }));
}

const lockAll = (work: Work, moves: readonly Pick<Move, 'gains' | 'losses' | 'kept'>[]): Promise<Names> =>
  lockNames(work, 'profiles', [
    ...new Set(moves.flatMap((one) => [...one.gains, ...one.losses, ...one.kept])),
  ]);

/** The opposite of what the run did. Profiles that were deleted meanwhile are left out. */
function wayBack(user: PresentUser, held: readonly string[], names: Names): Move {
  const exist = (ids: readonly string[]) => ids.filter((id) => names.has(id));
  const [gains, losses] = [exist(user.losses), exist(user.gains)];
  return { user, gains, losses, kept: held.filter((id) => !losses.includes(id)) };
}

/**
 * Replaces, adds or removes profiles as planned. Undo does the exact opposite, for users who still hold all that they
 * gained and nothing of what they lost, whatever else they hold: so plans undone in any order leave what was before
 * them all. Others are skipped until what was changed since is taken back.
 */
export const assignProfiles: BulkActionDefinition<Assignment> = {
  moves: movesOf,
  unknownFields: async (work, { profileIds }) =>
    unknownIn('action.profileIds', profileIds, await lockNames(work, 'profiles', profileIds)),
  async audited(work, { profileIds, mode }) {
    return { profiles: nameList((await lockNames(work, 'profiles', profileIds)).values()), mode };
  },

  async apply(work, run, users) {
    const names = await lockAll(work, users);
    if (users.some((user) => user.gains.some((id) => !names.has(id)))) {
      throw new RunBroken('A profile that the plan gives was deleted.');
    }
    const moves = users.map((user) => ({ user, gains: user.gains, losses: user.losses, kept: user.kept }));
    return perform(work, run, moves, { names, outcome: 'succeeded' });
  },

  undo: {
    of: 'present',
    async run(work, run, users) {
      const held = await heldProfiles(
        work,
        users.map((user) => user.userId),
      );
      const heldBy = (user: PresentUser) => held.get(user.userId) ?? [];
      const names = await lockAll(
        work,
        users.map((user) => ({ gains: user.gains, losses: user.losses, kept: heldBy(user) })),
      );
      const moves = users.map((user) => wayBack(user, heldBy(user), names));
      const fate = ({ user, gains, losses }: Move) => {
        if (gains.length + losses.length === 0) return 'profile-deleted';
        const now = new Set(heldBy(user));
        const stands = losses.every((id) => now.has(id)) && !gains.some((id) => now.has(id));
        return stands ? 'undone' : 'changed-since-plan';
      };
      const { undone = [], ...skipped } = Object.groupBy(moves, fate);
      return [
        ...(undone.length === 0 ? [] : await perform(work, run, undone, { names, outcome: 'undone' })),
        ...Object.entries(skipped).flatMap(([reason, some]) =>
          leftAlone(
            some.map(({ user }) => user),
            'undo-skipped',
            reason,
          ),
        ),
      ];
    },
  },
};
