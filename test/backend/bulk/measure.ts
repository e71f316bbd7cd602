/**
 * G33 and G35 (performance.md): a bulk assignment of profiles by filter over HTTP, against one raw statement that does
 * the same, and against one request per user. Run with a server: `node scripts/with-postgres.ts node
 * test/backend/bulk/measure.ts [users]`.
 */
import { sql } from 'kysely';
import type { BulkPlan } from '#shared/api/bulkPlans.ts';
import { type Administration, startAdministration, type Workplace } from '../support/administration.ts';
import { addUsers } from '../support/manyUsers.ts';

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

async function timed(body: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await body();
  return performance.now() - start;
}

async function overHttp(backend: Administration, at: Workplace, profileId: string): Promise<BulkPlan> {
  const tenantId = at.tenant.id;
  const created = await backend.call(at.admin, 'bulkPlans.create', {
    params: { tenantId },
    body: {
      action: { kind: 'assign-profiles', profileIds: [profileId], mode: 'replace' },
      selection: { kind: 'filter', filter: { customerId: at.customer.id }, exceptIds: [] },
    },
  });
  const params = { tenantId, planId: created.body.id };
  await backend.call(at.admin, 'bulkPlans.apply', { params });
  for (;;) {
    const { body } = await backend.call(at.admin, 'bulkPlans.get', { params });
    if (body.state === 'applied') return body;
    if (body.state !== 'applying') throw new Error(body.state);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The same in one statement: before-image, profiles, versions (and with them the feed), and an event with a hash each. */
async function raw(backend: Administration, at: Workplace, profileId: string): Promise<void> {
  await backend.inTenant(at, async ({ db, tenantId }) => {
    await sql`
      with plan as (
        insert into bulk_plans (tenant_id, plan_id, created_by_tenant_id, created_by_user_id, created_by_name, action,
          selection, totals, expires_at)
        values (${tenantId}, gen_random_uuid(), ${tenantId}, ${tenantId}, '', '{}', '{}', '{}', now()) returning plan_id
      ), picked as (
        select u.*, array(select s.profile_id from user_profiles s
          where s.tenant_id = u.tenant_id and s.user_id = u.user_id) as held
        from users u where u.tenant_id = ${tenantId} and u.customer_id = ${at.customer.id}
      ), image as (
        insert into bulk_plan_users (tenant_id, plan_id, user_id, name, name_key, email, user_version, effect, gains,
          losses, outcome, result_version)
        select tenant_id, plan_id, user_id, first_name || ' ' || last_name, name_key, email, version, 'changed',
          array[${profileId}::uuid], held, 'succeeded', version + 1 from picked, plan
      ), gone as (
        delete from user_profiles s using picked p
        where s.tenant_id = ${tenantId} and s.user_id = p.user_id and s.profile_id <> ${profileId}
      ), come as (
        insert into user_profiles (tenant_id, user_id, profile_id)
        select tenant_id, user_id, ${profileId}::uuid from picked on conflict do nothing
      ), bumped as (
        update users u set version = u.version + 1, updated_at = now() from picked p
        where u.tenant_id = ${tenantId} and u.user_id = p.user_id
      )
      insert into audit_events (tenant_id, sequence, event_id, at, type, target_kind, target_id, target_label, changes,
        details, previous_hash, hash)
      select tenant_id, 1000000000 + (select coalesce(max(sequence), 0) from audit_events where tenant_id = ${tenantId})
          + row_number() over (), gen_random_uuid(), now(), 'user.profiles-assigned', 'user', user_id::text,
        first_name || ' ' || last_name,
        jsonb_build_array(jsonb_build_object('field', 'profileIds', 'from', array_to_string(held, ', '), 'to', ${profileId}::text)),
        '{}', '', encode(sha256(convert_to(user_id::text || array_to_string(held, ', ') || now()::text, 'UTF8')), 'hex')
      from picked`.execute(db);
  });
}

async function oneByOne(
  backend: Administration,
  at: Workplace,
  profileId: string,
  users: number,
): Promise<void> {
  const { body } = await backend.call(at.admin, 'users.list', {
    params: { tenantId: at.tenant.id },
    query: { customerId: at.customer.id, limit: '100' },
  });
  for (const user of body.items.slice(0, users)) {
    const params = { tenantId: at.tenant.id, userId: user.id };
    const changes = { profileIds: [profileId] };
    await backend.call(at.admin, 'users.update', { params, body: { version: user.version, changes } });
  }
}

const users = Number(process.argv[2] ?? 10_000);
const backend = await startAdministration();
try {
  const api: number[] = [];
  const rawTimes: number[] = [];
  const single: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const [ours, theirs] = [await backend.workplace(), await backend.workplace()];
    const [a, b] = [await backend.newProfile(ours), await backend.newProfile(theirs)];
    await addUsers(backend, ours, { users, profileId: ours.systemProfileId });
    await addUsers(backend, theirs, { users, profileId: theirs.systemProfileId });
    // As a database that has been in use for a while: the raw statement would be planned badly without.
    await backend.database.session((session) => session.query('analyze'));
    rawTimes.push(await timed(() => raw(backend, theirs, b.id)));
    const plans: BulkPlan[] = [];
    api.push(await timed(async () => plans.push(await overHttp(backend, ours, a.id))));
    if (plans[0]?.progress.succeeded !== users) throw new Error('not all users were changed');
    single.push(((await timed(() => oneByOne(backend, ours, ours.systemProfileId, 100))) / 100) * users);
  }
  const [ours, theirs, each] = [median(api), median(rawTimes), median(single)];
  console.log(
    JSON.stringify({ users, api: Math.round(ours), raw: Math.round(theirs), each: Math.round(each) }),
  );
  console.log(`G33 ${(ours / theirs).toFixed(2)} (goal 2.5)   G35 ${(each / ours).toFixed(1)} × (goal 75)`);
} finally {
  await backend.close();
}
