import { type RawBuilder, sql } from 'kysely';
import type { BulkAction } from '#shared/api/bulkPlans.ts';
import { unknownIn } from '../../../access/refusals.ts';
import type { AuditEntry, Work } from '../../../database/unitOfWork.ts';
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
import { type ChunkResult, type ChunkUser, leftAlone } from '../chunks.ts';

type Assignment = Extract<BulkAction, { kind: 'assign-profiles' }>;

/** `profileEffect` of shared as SQL. Gains have the order of the choice, losses and what is kept that of ids. */
function movesOf({ profileIds, mode }: Assignment): ProfileMoves {
  const chosen = sql`${[...new Set(profileIds)]}::uuid[]`;
  const none = sql`'{}'::uuid[]`;
  const lost = {
    replace: sql`profile_id <> all(${chosen})`,
    add: sql`false`,
    remove: sql`profile_id = any(${chosen})`,
  }[mode];
  const gained = sql`array(select c.id from unnest(${chosen}) with ordinality as c (id, place)
    where c.id <> all(h.held) order by c.place)`;
  const heldWhere = (condition: RawBuilder<unknown>) =>
    sql`coalesce(array_agg(s.profile_id order by s.profile_id) filter (where ${condition}), ${none})`;
  return {
    from: sql`cross join lateral (
      select coalesce(array_agg(s.profile_id), ${none}) as held, ${heldWhere(lost)} as losses,
        ${heldWhere(sql`not (${lost})`)} as kept
      from user_profiles s where s.tenant_id = u.tenant_id and s.user_id = u.user_id) h`,
    gains: mode === 'remove' ? none : gained,
    losses: sql`h.losses`,
    kept: sql`h.kept`,
  };
}

interface Move extends Pick<ChunkUser, 'gains' | 'losses' | 'kept'> {
  readonly user: ChunkUser;
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
  const rows = moves.map(({ user, gains, losses }) => ({ id: user.userId, gains, losses }));
  const versions = await moveProfiles(work, rows);
  work.audit(...moves.map((move) => event(run, move, names)));
  return moves.map(({ user: { userId } }) => ({ userId, outcome, version: versions.get(userId)! }));
}

const lockAll = (work: Work, moves: readonly Pick<Move, 'gains' | 'losses' | 'kept'>[]): Promise<Names> =>
  lockNames(work, 'profiles', [
    ...new Set(moves.flatMap((one) => [...one.gains, ...one.losses, ...one.kept])),
  ]);

/** What is left to take back: what was gained and is still held, what was lost and is still missing. */
function wayBack(user: ChunkUser, held: readonly string[]): Move {
  const losses = user.gains.filter((id) => held.includes(id));
  return {
    user,
    gains: user.losses.filter((id) => !held.includes(id)),
    losses,
    kept: held.filter((id) => !losses.includes(id)),
  };
}

/** Replaces, adds or removes profiles as planned; undo takes back what of it still stands, profile by profile. */
export const assignProfiles: BulkActionDefinition<Assignment> = {
  moves: movesOf,
  unknownFields: async (work, { profileIds }) =>
    unknownIn('action.profileIds', profileIds, await lockNames(work, 'profiles', profileIds)),

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
      const moves = users.map((user) => wayBack(user, held.get(user.userId) ?? []));
      const names = await lockAll(work, moves);
      const broken = (move: Move) => move.gains.some((id) => !names.has(id));
      const empty = (move: Move) => move.gains.length + move.losses.length === 0;
      const usersOf = (some: readonly Move[]) => some.map(({ user }) => user);
      const left = moves.filter((move) => !broken(move) && !empty(move));
      return [
        ...(left.length === 0 ? [] : await perform(work, run, left, { names, outcome: 'undone' })),
        ...leftAlone(usersOf(moves.filter(broken)), 'undo-skipped', 'profile-deleted'),
        ...leftAlone(usersOf(moves.filter(empty)), 'undo-skipped', 'changed-since-plan'),
      ];
    },
  },
};
