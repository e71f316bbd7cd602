import { sql } from 'kysely';
import { foldForSearch } from '#shared/domain/search.ts';
import { orderKey } from '#shared/domain/text.ts';
import { loadInBulk } from '../database/bulkLoad.ts';
import { kyselyOn } from '../database/kyselyOn.ts';
import type { TenantSchema } from '../database/schema.ts';
import type { SqlDatabase } from '../database/sqlDatabase.ts';
import { actingAs } from '../database/transaction.ts';
import type { ReadableDatabase, UnitOfWork, WritableDatabase } from '../database/unitOfWork.ts';
import { type NamePool, namePool } from './names.ts';
import { customerId, profileId, tenantId } from './writeTenant.ts';
import { demoProfileNames, type TenantPlan } from './world.ts';

const key = 'atlas';
/** Users per statement: what triggers are told of one statement must not outgrow the memory. */
const chunk = 100_000;

const cities = 'Hamburg Lyon Porto Kraków Athens Osaka Busan Haifa Pune Toronto'.split(' ');

/** A tenant with as many users as wanted, for benchmarks: a customer for every 500 of them, 2,000 at most. */
export function largeTenant(users: number): TenantPlan {
  const customers = Math.min(2000, Math.max(12, Math.ceil(users / 500)));
  return {
    key,
    parent: 'meridian',
    name: 'Atlas Property Group',
    code: 'ATL',
    color: 'amber',
    kind: 'managed',
    settings: {},
    users: 0,
    names: [],
    customers: Array.from({ length: customers }, (_, place) => ({
      title: `${cities[place % cities.length]!} Properties ${String(Math.floor(place / cities.length) + 1).padStart(3, '0')}`,
      city: cities[place % cities.length]!,
      country: '',
      timeZone: 'UTC',
    })),
  };
}

const pools = 'german nordic slavicLatin romance cyrillic greek japanese korean arabic thai'
  .split(' ')
  .map(namePool);
const firsts = pools.flatMap((pool) => pool.first);
const lasts = pools.flatMap((pool) => pool.last);
const profiles = demoProfileNames.slice(0, 8);

interface Users {
  /** Numbers of the first and the last. */
  readonly from: number;
  readonly to: number;
  /** Customers that there are. */
  readonly customers: number;
  readonly now: Date;
}

/**
 * Users `from` to `to` in one statement. A number in a scattered order picks first and last name, and a second last
 * name when those are used up, so that a million people have distinct names. Keys and search texts are folded
 * here, where `orderKey` is.
 */
async function writeUsers(db: WritableDatabase, { from, to, customers, now: at }: Users): Promise<void> {
  const parts = (some: NamePool['first']) =>
    some.map(([written, address]) => ({
      n: written,
      a: address.replaceAll(' ', ''),
      k: orderKey(written),
      s: foldForSearch(written),
    }));
  const names = JSON.stringify({ first: parts(firsts), last: parts(lasts) });
  const customerIds = Array.from({ length: customers }, (_, place) => customerId(key, place));
  const profileIds = profiles.map((name) => profileId(key, name));
  const now = at.toISOString();
  const tenant = tenantId(key);
  await sql`
    with first as (
      select p.place - 1 as place, p.name ->> 'n' as n, p.name ->> 'a' as a, p.name ->> 'k' as k, p.name ->> 's' as s
      from jsonb_array_elements(${names}::jsonb -> 'first') with ordinality as p (name, place)
    ), last as (
      select p.place - 1 as place, p.name ->> 'n' as n, p.name ->> 'a' as a, p.name ->> 'k' as k, p.name ->> 's' as s
      from jsonb_array_elements(${names}::jsonb -> 'last') with ordinality as p (name, place)
    ), person as (
      select g as number, (g::bigint * 7919) % 1000003 as spread, (g::bigint * 104729) % 9973 as dice,
        g / (${firsts.length}::int * ${lasts.length}::int) as round
      from generate_series(${from}::int, ${to}::int) g
    ), named as (
      select p.*, f.n as first_name, f.k as first_key, f.a as first_address,
        l.n || case when round = 0 then '' else '-' || m.n end as last_name,
        l.k || case when round = 0 then '' else '-' || m.k end as last_key, l.a as last_address, f.s as first_text,
        l.s || case when round = 0 then '' else '-' || m.s end as last_text
      from person p
      join first f on f.place = p.number % ${firsts.length}
      join last l on l.place = (p.number / ${firsts.length}) % ${lasts.length}
      join last m on m.place = p.round % ${lasts.length}
    ), born as (
      insert into users (tenant_id, user_id, customer_id, email, email_key, first_name, last_name, name_key,
        search_text, job_title,
        auth_method, source, activated_at, disabled_at, locked_until, access_expires_at, invitation_sent_at,
        invitation_expires_at, last_login_at, created_at, updated_at)
      select ${tenant}::uuid, overlay(overlay(md5('atlas' || number) placing '8' from 13) placing 'a' from 17)::uuid,
        (${customerIds}::uuid[])[1 + spread % ${customers}::int],
        first_address || '.' || last_address || '.' || number || '@atlas.example',
        first_address || '.' || last_address || '.' || number || '@atlas.example',
        first_name, last_name, first_key || ' ' || last_key,
        first_text || ' ' || last_text || chr(10)
          || case when first_text || last_text ~ '[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]'
            then replace(first_text || last_text || first_text, ' ', '') || chr(10) else '' end
          || first_address || '.' || last_address || '.' || number || '@atlas.example', '',
        case when dice % 100 < 62 then 'local' when dice % 100 < 87 then 'sso' else 'sso-password' end, 'demo',
        case when dice % 10 <> 7 then ${now}::timestamptz - (spread % 800 + 1) * interval '1 day' end,
        case when dice % 14 = 3 then ${now}::timestamptz - (spread % 90) * interval '1 day' end,
        case when dice % 50 = 9 then ${now}::timestamptz + interval '2 days' end,
        case when dice % 25 = 11 then ${now}::timestamptz + (spread % 60 - 30) * interval '1 day' end,
        ${now}::timestamptz - (spread % 800 + 2) * interval '1 day',
        ${now}::timestamptz + case when dice % 20 = 7 then interval '3 days' else interval '-1 day' end,
        case when dice % 10 <> 7 and dice % 11 <> 5
          then ${now}::timestamptz - (spread % 800) * (dice % 97) / 97.0 * interval '1 day' end,
        ${now}::timestamptz - (spread % 800 + 2) * interval '1 day', ${now}::timestamptz
      from named order by first_key, last_key
      returning user_id
    )
    insert into user_profiles (tenant_id, user_id, profile_id)
    select ${tenant}::uuid, user_id, (${profileIds}::uuid[])[1 + n]
    from (select user_id, ('x' || substr(md5(user_id::text), 1, 6))::bit(24)::int as h from born) b
    cross join lateral (select distinct (h / d) % ${profiles.length}::int as n
      from unnest(case when h % 3 = 0 then array[1, 64] else array[1] end) as d) chosen`.execute(db);
}

/** Users and customers that the large tenant has. */
const countsOf = (db: ReadableDatabase) =>
  db
    .selectFrom('tenants')
    .where('tenant_id', '=', tenantId(key))
    .select(['user_count as users', 'customer_count as customers'])
    .executeTakeFirstOrThrow();

/** Fills the large tenant if nobody is in it yet: with all of the users, or after a failure with none. */
export async function fillLargeTenant(
  { unitOfWork, database }: { readonly unitOfWork: UnitOfWork; readonly database: SqlDatabase },
  users: number,
  now: Date,
): Promise<void> {
  const scope = { tenantId: tenantId(key), actor: 'system' as const, requestId: 'demo' };
  if ((await unitOfWork.read(scope, ({ db }) => countsOf(db))).users > 0) return;
  await database.session((session) =>
    loadInBulk(session, async () => {
      await session.script(actingAs('tenantdesk_app', scope.tenantId));
      const db = kyselyOn<TenantSchema>(session);
      const there = await countsOf(db);
      // Another replica was quicker.
      if (there.users > 0) return;
      for (let from = 0; from < users; from += chunk) {
        await writeUsers(db, {
          from,
          to: Math.min(users, from + chunk) - 1,
          customers: there.customers,
          now,
        });
      }
    }),
  );
}
