import { type RawBuilder, sql } from 'kysely';
import type { ActedOn } from '#shared/domain/userActions.ts';
import type { Work } from '../../database/unitOfWork.ts';
import { uuids } from '../../database/uuids.ts';
import { binnedUsers } from '../users/recycleBinStore.ts';
import type { Phase } from './actionDefinition.ts';
import type { ChunkResult, ChunkUser } from './chunks.ts';

/** Users per unit of work: short enough that lists stay quick on the embedded database (performance.md). */
const chunkSize = 1000;

const waiting: Readonly<Record<Phase, RawBuilder<unknown>>> = {
  applying: sql`outcome is null`,
  undoing: sql`outcome = 'succeeded'`,
};

type LockedUser = Pick<ChunkUser, 'userId' | 'firstName' | 'lastName' | 'version' | 'disabledAt'>;
type PlannedUser = Omit<ChunkUser, Exclude<keyof LockedUser, 'userId'>>;

/** Before every id that a user can have. */
const firstId = '00000000-0000-0000-0000-000000000000';

/**
 * The next users of a plan after the last one done, in the order of ids, each locked until the commit: waits for rows that are being edited.
 * Two plain statements, because one with both is planned badly while the tables have no statistics yet.
 */
export async function takeChunk(
  work: Work,
  planId: string,
  { phase, on, after }: { readonly phase: Phase; readonly on: ActedOn; readonly after: string | null },
): Promise<readonly ChunkUser[]> {
  const { rows: planned } = await sql<PlannedUser>`
    select user_id as "userId", name, email, user_version as "plannedVersion", result_version as "resultVersion", gains,
      losses, kept, before_image as "beforeImage", after_image as "afterImage"
    from bulk_plan_users
    where tenant_id = ${work.tenantId} and plan_id = ${planId} and ${waiting[phase]}
      and user_id > ${after ?? firstId}::uuid
    order by user_id limit ${chunkSize}`.execute(work.db);
  const ids = planned.map((user) => user.userId);
  const people = on === 'users' ? sql`users` : binnedUsers(work);
  const { rows: locked } = await sql<LockedUser>`
    select user_id as "userId", first_name as "firstName", last_name as "lastName", version,
      disabled_at as "disabledAt"
    from ${people} u where tenant_id = ${work.tenantId} and user_id = any(${uuids(ids)})
    order by user_id for no key update`.execute(work.db);
  const byId = new Map(locked.map((user) => [user.userId, user]));
  return planned.map((user) => ({ ...gone, ...user, ...byId.get(user.userId) }));
}

const gone = { firstName: '', lastName: '', version: null, disabledAt: null };

/** Writes what became of each user of a chunk. */
export async function storeResults(
  work: Work,
  planId: string,
  results: readonly ChunkResult[],
): Promise<void> {
  const column = (value: (result: ChunkResult) => unknown) =>
    sql`${results.map((result) => value(result) ?? null)}`;
  const ids = results.map(({ userId }) => userId);
  const [first, ...others] = ids.toSorted();
  await sql`
    update bulk_plan_users b set outcome = r.outcome, reason = r.reason,
      result_version = coalesce(r.version, b.result_version),
      before_image = coalesce(r.before_image::jsonb, b.before_image),
      after_image = coalesce(r.after_image::jsonb, b.after_image)
    from unnest(${uuids(ids)}, ${column((result) => result.outcome)}::text[], ${column((result) => result.reason)}::text[],
      ${column((result) => result.version)}::integer[],
      ${column((result) => JSON.stringify(result.beforeImage))}::text[],
      ${column((result) => JSON.stringify(result.afterImage))}::text[])
      as r(user_id, outcome, reason, version, before_image, after_image)
    where b.tenant_id = ${work.tenantId} and b.plan_id = ${planId} and b.user_id = r.user_id
      and b.user_id between ${first} and ${others.at(-1) ?? first}`.execute(work.db);
}
