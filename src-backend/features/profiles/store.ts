import { sql } from 'kysely';
import type { Product } from '#shared/api/profiles.ts';
import { productJson, profileJson } from '../../database/entityJson.ts';
import type { Reading, Work } from '../../database/unitOfWork.ts';
import type { KeysetList } from '../../http/keysetPage.ts';
import { setLinks } from '../linkedRows.ts';
import { versionedRows } from '../versionedRows.ts';

export async function listProducts({ db, tenantId }: Reading): Promise<readonly Product[]> {
  const rows = await db
    .selectFrom('products')
    .where('tenant_id', '=', tenantId)
    .select(productJson('products').as('product'))
    .orderBy('name')
    .orderBy('product_id')
    .execute();
  return rows.map((row) => row.product);
}

export const profileList = (tenantId: string): KeysetList => ({
  from: sql`profiles as r`,
  where: sql`r.tenant_id = ${tenantId}::uuid`,
  item: profileJson('r'),
  id: sql`r.profile_id`,
  stretches: [{ key: sql`r.name_key` }],
});

/** The people who hold a profile, by name. */
export const holderList = (tenantId: string, profileId: string): KeysetList => ({
  from: sql`users as r`,
  where: sql`r.tenant_id = ${tenantId}::uuid and exists (select from user_profiles held
    where held.tenant_id = r.tenant_id and held.user_id = r.user_id and held.profile_id = ${profileId}::uuid)`,
  item: sql`json_build_object('userId', r.user_id, 'name', trim(r.first_name || ' ' || r.last_name), 'email', r.email)`,
  id: sql`r.user_id`,
  stretches: [{ key: sql`r.name_order` }],
});

/** How many people hold a profile; null: there is no such profile. */
export async function countHolders({ db, tenantId }: Reading, profileId: string): Promise<number | null> {
  const row = await db
    .selectFrom('profiles as p')
    .leftJoin('user_profiles as s', (join) =>
      join.onRef('s.tenant_id', '=', 'p.tenant_id').onRef('s.profile_id', '=', 'p.profile_id'),
    )
    .where('p.tenant_id', '=', tenantId)
    .where('p.profile_id', '=', profileId)
    .groupBy('p.profile_id')
    .select((row_) => row_.fn.count<number>('s.user_id').as('holders'))
    .executeTakeFirst();
  return row?.holders ?? null;
}

export const profileRows = versionedRows('profiles', { id: 'profile_id', json: profileJson });

export const setProcesses = (work: Work, profileId: string, processIds: readonly string[]): Promise<void> =>
  setLinks(
    work,
    { table: 'profile_processes', owner: { profile_id: profileId }, column: 'process_id' },
    processIds,
  );

export interface Holder {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Names of all profiles that the user had. */
  readonly had: readonly string[];
}

/** Takes a profile from everybody who holds it; each gets a new version, so that it comes with the feed. */
export async function takeFromHolders(work: Work, profileId: string): Promise<readonly Holder[]> {
  const { rows } = await sql<Holder>`
    with holders as (
      select u.user_id, array(
          select p.name from user_profiles s join profiles p
            on p.tenant_id = s.tenant_id and p.profile_id = s.profile_id
          where s.tenant_id = u.tenant_id and s.user_id = u.user_id) as had
      from users u where u.tenant_id = ${work.tenantId} and u.user_id in (
        select user_id from user_profiles where tenant_id = ${work.tenantId} and profile_id = ${profileId})
      order by u.user_id for update of u
    ), gone as (
      delete from user_profiles where tenant_id = ${work.tenantId} and profile_id = ${profileId}
    )
    update users u set version = u.version + 1, updated_at = ${work.now}
    from holders h where u.tenant_id = ${work.tenantId} and u.user_id = h.user_id
    returning u.user_id as id, u.first_name as "firstName", u.last_name as "lastName", h.had`.execute(
    work.db,
  );
  return rows;
}
