import { sql } from 'kysely';
import type { Work } from '../../database/unitOfWork.ts';
import { uuids } from '../../database/uuids.ts';

/*
 * What actions write into the users of a chunk, each with the next version, in one statement. Its users are named as a
 * list of ids: by a join alone, a plan kept for tenants of any size reads all users of a large one for each chunk.
 * `is true` keeps PostgreSQL from making a join of a list of pairs: it looks each pair up in a hash instead.
 */

/** Sets since when each user is deactivated (null: not). */
export async function setDisabled(
  work: Work,
  switches: readonly { readonly id: string; readonly at: string | null }[],
): Promise<void> {
  const ids = uuids(switches.map(({ id }) => id));
  await sql`
    update users u set disabled_at = s.at, version = u.version + 1, updated_at = ${work.now}
    from unnest(${ids}, ${switches.map(({ at }) => at)}::timestamptz[]) as s(id, at)
    where u.tenant_id = ${work.tenantId} and u.user_id = any(${ids}) and u.user_id = s.id`.execute(work.db);
}

export interface ProfileMove {
  readonly id: string;
  readonly gains: readonly string[];
  readonly losses: readonly string[];
}

/** Takes and gives profiles. */
export async function moveProfiles(work: Work, moves: readonly ProfileMove[]): Promise<void> {
  const ids = uuids(moves.map(({ id }) => id));
  const pairs = (part: 'gains' | 'losses') => {
    const users = moves.flatMap((move) => move[part].map(() => move.id));
    return sql`unnest(${uuids(users)}, ${uuids(moves.flatMap((move) => move[part]))})`;
  };
  await sql`
    with gone as (
      delete from user_profiles where tenant_id = ${work.tenantId} and user_id = any(${ids})
        and ((user_id, profile_id) in (select * from ${pairs('losses')})) is true
    ), come as (
      insert into user_profiles (tenant_id, user_id, profile_id)
      select ${work.tenantId}::uuid, * from ${pairs('gains')} on conflict do nothing
    )
    update users set version = version + 1, updated_at = ${work.now}
    where tenant_id = ${work.tenantId} and user_id = any(${ids})`.execute(work.db);
}

/** When each of these users was put into the recycle bin; their entries are locked. */
export async function deletionTimes(
  work: Work,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const rows = await work.db
    .selectFrom('deleted_users')
    .where('tenant_id', '=', work.tenantId)
    .where('user_id', '=', sql<string>`any(${uuids(userIds)})`)
    .select(['user_id as id', 'deleted_at as at'])
    .orderBy('user_id')
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.id, row.at]));
}

/** The profiles that each user holds now, by id in the order of ids; users who hold none are absent. */
export async function heldProfiles(
  work: Work,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await work.db
    .selectFrom('user_profiles')
    .where('tenant_id', '=', work.tenantId)
    .where('user_id', '=', sql<string>`any(${uuids(userIds)})`)
    .groupBy('user_id')
    .select(['user_id as id', sql<string[]>`array_agg(profile_id order by profile_id)`.as('held')])
    .execute();
  return new Map(rows.map((row) => [row.id, row.held]));
}
