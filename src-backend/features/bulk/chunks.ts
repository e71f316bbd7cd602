import { type RawBuilder, sql } from 'kysely';
import type { BulkResult } from '#shared/api/bulkPlans.ts';
import type { Work } from '../../database/unitOfWork.ts';

/** Users per unit of work: short enough that lists stay quick on the embedded database (performance.md). */
export const chunkSize = 1000;

/** A user whose turn it is, locked. */
export interface ChunkUser {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly timeZone: string | null;
  /** Null: the user is gone. */
  readonly version: number | null;
  readonly disabledAt: Date | null;
  /** The version that the plan saw; for undo, the one that it left. Null: it left none. */
  readonly expectedVersion: number | null;
  readonly gains: readonly string[];
  readonly losses: readonly string[];
  readonly kept: readonly string[];
  readonly beforeImage: Readonly<Record<string, unknown>> | null;
}

/** Users that have changed since are not among these: they are left alone. */
export type UntouchedUser = ChunkUser & { readonly version: number };

export interface ChunkResult {
  readonly userId: string;
  readonly outcome: BulkResult['outcome'];
  readonly reason?: string;
  readonly version?: number;
  readonly beforeImage?: Readonly<Record<string, unknown>>;
}

const waiting: Readonly<Record<'applying' | 'undoing', RawBuilder<unknown>>> = {
  applying: sql`b.outcome is null`,
  undoing: sql`b.outcome = 'succeeded'`,
};

/** The next users of a plan, in the order of ids, each locked until the commit: whoever is editing one is waited for. */
export async function takeChunk(
  work: Work,
  planId: string,
  phase: 'applying' | 'undoing',
): Promise<readonly ChunkUser[]> {
  const expected = phase === 'applying' ? sql`b.user_version` : sql`b.result_version`;
  const { rows } = await sql<ChunkUser>`
    with chunk as (
      select b.* from bulk_plan_users b
      where b.tenant_id = ${work.tenantId} and b.plan_id = ${planId} and ${waiting[phase]}
      order by b.user_id limit ${chunkSize}
    ), locked as (
      select u.* from users u
      where u.tenant_id = ${work.tenantId} and u.user_id in (select user_id from chunk)
      order by u.user_id for no key update
    )
    select b.user_id as "userId", b.name, b.email, u.first_name as "firstName", u.last_name as "lastName",
      u.time_zone as "timeZone", u.version, u.disabled_at as "disabledAt", ${expected} as "expectedVersion",
      b.gains, b.losses, b.kept, b.before_image as "beforeImage"
    from chunk b left join locked u using (user_id)
    order by b.user_id`.execute(work.db);
  return rows;
}

/** Writes what became of each user of a chunk. */
export async function storeResults(
  work: Work,
  planId: string,
  results: readonly ChunkResult[],
): Promise<void> {
  await sql`
    update bulk_plan_users b set outcome = r.outcome, reason = r.reason, result_version = r.version,
      before_image = coalesce(r."beforeImage", b.before_image)
    from jsonb_to_recordset(${JSON.stringify(results)}::jsonb)
      as r("userId" uuid, outcome text, reason text, version integer, "beforeImage" jsonb)
    where b.tenant_id = ${work.tenantId} and b.plan_id = ${planId} and b.user_id = r."userId"`.execute(
    work.db,
  );
}
