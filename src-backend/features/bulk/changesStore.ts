import { sql } from 'kysely';
import type { Work } from '../../database/unitOfWork.ts';
import { uuids } from '../../database/uuids.ts';

const versionsOf = (rows: readonly { readonly id: string; readonly version: number }[]) =>
  new Map(rows.map((row) => [row.id, row.version]));

/*
 * What actions write into the users of a chunk, each with a new version, in one statement. Its users are named once more
 * as a list: by the join alone, a plan kept for tenants of any size reads all users of a large one for each chunk.
 */

/** Sets since when each user is deactivated (null: not). Returns the new versions. */
export async function setDisabled(
  work: Work,
  switches: readonly { readonly id: string; readonly at: string | null }[],
): Promise<ReadonlyMap<string, number>> {
  const ids = switches.map(({ id }) => id);
  const { rows } = await sql<{ id: string; version: number }>`
    update users u set disabled_at = s.at, version = u.version + 1, updated_at = ${work.now}
    from jsonb_to_recordset(${JSON.stringify(switches)}::jsonb) as s(id uuid, at timestamptz)
    where u.tenant_id = ${work.tenantId} and u.user_id = any(${uuids(ids)}) and u.user_id = s.id
    returning u.user_id as id, u.version`.execute(work.db);
  return versionsOf(rows);
}

export interface ProfileMove {
  readonly id: string;
  readonly gains: readonly string[];
  readonly losses: readonly string[];
}

/** Takes and gives profiles. Returns the new versions. */
export async function moveProfiles(
  work: Work,
  moves: readonly ProfileMove[],
): Promise<ReadonlyMap<string, number>> {
  const ids = moves.map(({ id }) => id);
  const { rows } = await sql<{ id: string; version: number }>`
    with move as (
      select * from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as m(id uuid, gains uuid[], losses uuid[])
    ), gone as (
      delete from user_profiles s using (select id, unnest(losses) as profile_id from move) m
      where s.tenant_id = ${work.tenantId} and s.user_id = any(${uuids(ids)}) and s.user_id = m.id
        and s.profile_id = m.profile_id
    ), come as (
      insert into user_profiles (tenant_id, user_id, profile_id)
      select ${work.tenantId}::uuid, id, unnest(gains) from move on conflict do nothing
    )
    update users u set version = u.version + 1, updated_at = ${work.now}
    from move m
    where u.tenant_id = ${work.tenantId} and u.user_id = any(${uuids(ids)}) and u.user_id = m.id
    returning u.user_id as id, u.version`.execute(work.db);
  return versionsOf(rows);
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
