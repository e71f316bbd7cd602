import { sql } from 'kysely';
import type { Work } from '../../../database/unitOfWork.ts';
import { userTarget } from '../../users/auditFields.ts';
import { endSessions } from '../../sessions/store.ts';
import type { BulkActionDefinition, PlanRun } from '../actionDefinition.ts';
import { setDisabled } from '../changesStore.ts';
import {
  type ChunkResult,
  type ChunkUser,
  type Image,
  leftAlone,
  type PresentUser,
  stillAsWritten,
} from '../chunks.ts';
import { leaveLastAdmins } from './lastAdmins.ts';

interface Switch {
  readonly user: PresentUser;
  /** Since when the user is deactivated, null: not. */
  readonly to: string | null;
}

/** The one field that these actions write. */
const imageOf = (disabledAt: string | null): Image => ({ disabledAt });
const disabledSince = ({ disabledAt }: ChunkUser): string | null => disabledAt?.toISOString() ?? null;

async function perform(
  work: Work,
  { planId }: PlanRun,
  switches: readonly Switch[],
  outcome: 'succeeded' | 'undone',
): Promise<readonly ChunkResult[]> {
  await setDisabled(
    work,
    switches.map(({ user, to }) => ({ id: user.userId, at: to })),
  );
  const ended = switches.filter(({ to }) => to !== null).map(({ user }) => user.userId);
  if (ended.length > 0) await endSessions(work, ended);
  work.audit(
    ...switches.map(({ user, to }) => ({
      type: to === null ? ('user.activated' as const) : ('user.deactivated' as const),
      target: userTarget({ ...user, id: user.userId }),
      changes: [{ field: 'disabledAt', from: disabledSince(user), to }],
      details: { planId },
    })),
  );
  return switches.map(({ user, to }) => ({
    userId: user.userId,
    outcome,
    version: user.version + 1,
    ...(outcome === 'succeeded'
      ? { beforeImage: imageOf(disabledSince(user)), afterImage: imageOf(to) }
      : {}),
  }));
}

/** Users whose field is still as the run wrote it, and results for the others, which are left alone. */
function asTheRunLeft(users: readonly PresentUser[]) {
  const same = users.filter((user) => stillAsWritten(user, imageOf(disabledSince(user))));
  const changed = users.filter((user) => !same.includes(user));
  return { same, others: leftAlone(changed, 'undo-skipped', 'changed-since-plan') };
}

/** Lets users log in again; undo deactivates them as of when they had been. */
export const activate: BulkActionDefinition = {
  refusals: () => sql`when u.disabled_at is null then 'already-active'`,
  apply: (work, run, users) =>
    perform(
      work,
      run,
      users.map((user) => ({ user, to: null })),
      'succeeded',
    ),
  undo: {
    of: 'present',
    async run(work, run, users) {
      const { same, others } = asTheRunLeft(users);
      const { going, staying } = await leaveLastAdmins(work, same, 'undo-skipped');
      const switches = going.map((user) => {
        const before = user.beforeImage?.['disabledAt'];
        return { user, to: typeof before === 'string' ? before : work.now.toISOString() };
      });
      return [...(await perform(work, run, switches, 'undone')), ...staying, ...others];
    },
  },
};

/** Ends access and sessions; undo lets the users in again. */
export const deactivate: BulkActionDefinition = {
  refusals: () => sql`when u.disabled_at is not null then 'already-disabled'`,
  async apply(work, run, users) {
    const { going, staying } = await leaveLastAdmins(work, users, 'failed');
    const to = work.now.toISOString();
    const switches = going.map((user) => ({ user, to }));
    return [...(await perform(work, run, switches, 'succeeded')), ...staying];
  },
  undo: {
    of: 'present',
    async run(work, run, users) {
      const { same, others } = asTheRunLeft(users);
      const switches = same.map((user) => ({ user, to: null }));
      return [...(await perform(work, run, switches, 'undone')), ...others];
    },
  },
};
