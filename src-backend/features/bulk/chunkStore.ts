import { type RawBuilder, sql } from 'kysely';
import type { Work } from '../../database/unitOfWork.ts';
import { uuids } from '../../database/uuids.ts';
import type { Phase } from './actionDefinition.ts';
import type { ChunkResult, ChunkUser } from './chunks.ts';

/** Users per unit of work: short enough that lists stay quick on the embedded database (performance.md). */
const chunkSize = 1000;

const waiting: Readonly<Record<Phase, RawBuilder<unknown>>> = {
  applying: sql`outcome is null`,
  undoing: sql`outcome = 'succeeded'`,
};

type LockedUser = Pick<
  ChunkUser,
  'userId' | 'firstName' | 'lastName' | 'timeZone' | 'version' | 'disabledAt'
>;
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
  { phase, after }: { readonly phase: Phase; readonly after: string | null },
): Promise<readonly ChunkUser[]> {
  const { rows: planned } = await sql<PlannedUser>`
    select user_id as "userId", name, email, user_version as "plannedVersion", result_version as "resultVersion", gains,
      losses, kept, before_image as "beforeImage", after_image as "afterImage"
    from bulk_plan_users
    where tenant_id = ${work.tenantId} and plan_id = ${planId} and ${waiting[phase]}
      and user_id > ${after ?? firstId}::uuid
    order by user_id limit ${chunkSize}`.execute(work.db);
  const ids = planned.map((user) => user.userId);
  const { rows: locked } = await sql<LockedUser>`
    select user_id as "userId", first_name as "firstName", last_name as "lastName", time_zone as "timeZone", version,
      disabled_at as "disabledAt"
    from users where tenant_id = ${work.tenantId} and user_id = any(${uuids(ids)})
    order by user_id for no key update`.execute(work.db);
  const byId = new Map(locked.map((user) => [user.userId, user]));
  return planned.map((user) => ({ ...gone, ...user, ...byId.get(user.userId) }));
}

const gone = { firstName: '', lastName: '', timeZone: null, version: null, disabledAt: null };

/** Writes what became of each user of a chunk. */
export async function storeResults(
  work: Work,
  planId: string,
  results: readonly ChunkResult[],
): Promise<void> {
  // Named as a list too, so that no plan reads all users of a large bulk plan for each chunk.
  const ids = results.map(({ userId }) => userId);
  await sql`
    update bulk_plan_users b set outcome = r.outcome, reason = r.reason,
      result_version = coalesce(r.version, b.result_version),
      before_image = coalesce(r."beforeImage", b.before_image),
      after_image = coalesce(r."afterImage", b.after_image)
    from jsonb_to_recordset(${JSON.stringify(results)}::jsonb)
      as r("userId" uuid, outcome text, reason text, version integer, "beforeImage" jsonb, "afterImage" jsonb)
    where b.tenant_id = ${work.tenantId} and b.plan_id = ${planId} and b.user_id = any(${uuids(ids)})
      and b.user_id = r."userId"`.execute(work.db);
}
