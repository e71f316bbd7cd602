import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { administrationFeatures } from '#test/support/features.ts';
import { createAuditFeature } from '../../../src-backend/features/audit/feature.ts';
import { eventList } from '../../../src-backend/features/audit/store.ts';
import { newId } from '../../../src-backend/database/newId.ts';
import { type Administration, startAdministration, type Workplace } from '../support/administration.ts';

let backend: Administration;
let nord: Workplace;
beforeAll(async () => {
  backend = await startAdministration({
    features: (parts) => [...administrationFeatures(parts), createAuditFeature()],
  });
});
afterAll(() => backend.close());

const params = () => ({ tenantId: nord.tenant.id });
const list = (query: Record<string, string>, account = nord.admin) =>
  backend.call(account, 'audit.list', { params: params(), query: { limit: '100', ...query } });
const found = async (query: Record<string, string>) =>
  (await list(query)).body.items.map(({ type, target }) => `${type} ${target?.label ?? ''}`);

describe('The audit log is read', () => {
  test('by kind, one or several, by person, and by who acted, the system with them', async () => {
    nord = await backend.workplace();
    const ana = await backend.newUser(nord, { firstName: 'Ana', lastName: 'Ćurić' });
    const bob = await backend.newUser(nord, { firstName: 'Bob', lastName: 'Ng' });
    await backend.inTenant(nord, async (work) =>
      work.audit({ type: 'user.purged', target: { kind: 'user', id: newId(), label: 'Old' } }),
    );
    const body = { version: 1, changes: { jobTitle: 'Chief' } };
    await backend.call(nord.admin, 'users.update', { params: { ...params(), userId: bob.id }, body });
    expect(await found({ type: 'user.purged' })).toEqual(['user.purged Old']);
    expect(await found({ type: 'user.updated,user.purged' })).toEqual([
      'user.updated Bob Ng',
      'user.purged Old',
    ]);
    expect(await found({ targetId: ana.id, type: 'user.created' })).toEqual(['user.created Ana Ćurić']);
    expect(await found({ actorId: 'system' })).toEqual(['user.purged Old']);
    expect(await found({ actorId: nord.admin.userId, type: 'user.updated' })).toEqual([
      'user.updated Bob Ng',
    ]);
    expect(await found({ actorId: ana.id })).toEqual([]);
  });

  test('by customer: what befell it, its users, and those of them in the recycle bin', async () => {
    nord = await backend.workplace();
    const title = `Süd ${newId()}`;
    const made = await backend.call(nord.admin, 'customers.create', { params: params(), body: { title } });
    const [inside, gone] = [
      await backend.newUser(nord, { customerId: made.body.id, lastName: 'Inside' }),
      await backend.newUser(nord, { customerId: made.body.id, lastName: 'Gone' }),
    ];
    await backend.newUser(nord, { lastName: 'Outside' });
    await backend.call(nord.admin, 'users.delete', {
      params: { ...params(), userId: gone.id },
      body: { version: 1 },
    });
    const types = 'customer.created,user.created,user.deleted';
    expect(await found({ customerId: made.body.id, type: types })).toEqual([
      'user.deleted Ana Gone',
      'user.created Ana Gone',
      `user.created ${inside.firstName} Inside`,
      `customer.created ${title}`,
    ]);
  });

  test('by time, from one instant up to before another', async () => {
    nord = await backend.workplace();
    for (const day of ['01', '02', '03']) {
      const at = new Date(`2026-03-${day}T12:00:00Z`);
      await backend.inTenant(nord, async (work) =>
        Object.assign(work, { now: at }).audit({ type: 'bulk.planned', details: { day } }),
      );
    }
    const days = async (query: Record<string, string>) =>
      (await list({ type: 'bulk.planned', ...query })).body.items.map(({ details }) => details['day']);
    const noon = '2026-03-02T12:00:00Z';
    expect(await days({ from: noon })).toEqual(['03', '02']);
    expect(await days({ to: noon })).toEqual(['01']);
    expect(await days({ from: noon, to: '2026-03-03T12:00:00+00:00' })).toEqual(['02']);
    expect(await days({ from: '2026-03-02T13:00:00+01:00' })).toEqual(['03', '02']);
    // Offsets and fractions that ISO 8601 knows and PostgreSQL does not.
    expect(await days({ from: '2026-03-03T11:00:00+23:00' })).toEqual(['03', '02']);
    expect(await days({ from: `2026-03-02T12:00:00.0${'1'.repeat(400)}Z` })).toEqual(['03']);
  });

  test('by text, folded: names of who acted and about whom, and values, also of entries from before', async () => {
    nord = await backend.workplace();
    const ana = await backend.newUser(nord, {
      firstName: 'Ana',
      lastName: 'Ćurić',
      jobTitle: 'Vorarbeiterin',
    });
    await backend.newUser(nord, { firstName: 'Bob', lastName: 'Ng' });
    const created = { type: 'user.created' };
    expect(await found({ ...created, search: 'curic ANA' })).toEqual(['user.created Ana Ćurić']);
    expect(await found({ ...created, search: 'vorarbeiter' })).toEqual(['user.created Ana Ćurić']);
    expect(await found({ ...created, search: ana.id })).toEqual(['user.created Ana Ćurić']);
    expect(await found({ ...created, search: 'nobody' })).toEqual([]);
    await backend.database.session(async (session) => {
      await session.script(`begin; alter table tenantdesk.audit_events no force row level security`);
      await session.query('update tenantdesk.audit_events set search_text = null');
      await session.script('alter table tenantdesk.audit_events force row level security; commit');
    });
    expect(await found({ ...created, search: 'VORARBEITER' })).toEqual(['user.created Ana Ćurić']);
    const verified = await backend.call(nord.admin, 'audit.verify', { params: params() });
    expect(verified.body.intact).toBe(true);
  });

  test('with a bulk action as one entry, which names what it did and leads to its people', async () => {
    nord = await backend.workplace();
    const people = [await backend.newUser(nord), await backend.newUser(nord)];
    const profile = await backend.newProfile(nord, 'Supplier');
    const plan = await backend.call(nord.admin, 'bulkPlans.create', {
      params: params(),
      body: {
        action: { kind: 'assign-profiles', profileIds: [profile.id], mode: 'add' },
        selection: { kind: 'users', userIds: people.map(({ id }) => id) },
      },
    });
    await backend.applied(nord, plan.body);
    const folded = (await list({ folded: 'true' })).body.items;
    expect(folded[0]).toMatchObject({
      type: 'bulk.applied',
      details: { action: 'assign-profiles', users: 2, profiles: 'Supplier', mode: 'add' },
    });
    expect(folded.some(({ type }) => type === 'user.profiles-assigned')).toBe(false);
    const each = (await list({ planId: plan.body.id })).body.items;
    expect(each.map(({ target }) => target?.id ?? '').toSorted()).toEqual(
      people.map(({ id }) => id).toSorted(),
    );
  });

  test('in pages of fifty where nothing is said, each entry once whatever is filtered', async () => {
    nord = await backend.workplace();
    await backend.inTenant(nord, async (work) => {
      for (let n = 0; n < 120; n += 1) work.audit({ type: 'user.activated', details: { n } });
    });
    const seen: unknown[] = [];
    const sizes: number[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query = {
        search: '',
        folded: 'true',
        type: 'user.activated',
        from: '2020-01-01T00:00:00Z',
      } as const;
      const { body }: Awaited<ReturnType<typeof list>> = await backend.call(nord.admin, 'audit.list', {
        params: params(),
        query: cursor === '' ? query : { ...query, cursor },
      });
      seen.push(...body.items.map(({ details }) => details['n']));
      sizes.push(body.items.length);
      cursor = body.nextCursor;
    }
    expect(sizes).toEqual([50, 50, 20]);
    expect(new Set(seen).size).toBe(120);
  });

  test('@security and its chain holds whatever case an id is written in: the tenant in a path, and who is looked for', async () => {
    nord = await backend.workplace();
    const capital = (id: string) => id.toUpperCase();
    const ana = await backend.newUser(nord, { firstName: 'Ana', lastName: 'Ng' });
    const at = { tenantId: capital(nord.tenant.id), userId: capital(ana.id) };
    const body = { version: 1, changes: { jobTitle: 'Chief' } };
    expect((await backend.call(nord.admin, 'users.update', { params: at, body })).status).toBe(200);
    const verified = await backend.call(nord.admin, 'audit.verify', { params: params() });
    expect(verified.body).toMatchObject({ intact: true, brokenAt: null });
    const expected = ['user.updated Ana Ng'];
    const type = 'user.updated';
    expect(await found({ type, targetId: capital(ana.id) })).toEqual(expected);
    expect(await found({ type, customerId: capital(nord.customer.id) })).toEqual(expected);
    expect(await found({ type, actorId: capital(nord.admin.userId) })).toEqual(expected);
  });

  test('@security with nothing of other tenants, whatever ids, texts and times are given', async () => {
    const other = await backend.workplace();
    const stranger = await backend.newUser(other);
    nord = await backend.workplace();
    const theirs = { customerId: other.customer.id, targetId: stranger.id, actorId: other.admin.userId };
    for (const [name, id] of Object.entries({ ...theirs, planId: newId() }))
      expect([name, await found({ [name]: id })]).toEqual([name, []]);
    const garbage: readonly Record<string, string>[] = [
      { targetId: "' or 1=1 --" },
      { actorId: 'SYSTEM' },
      { customerId: '%' },
      { planId: '{}' },
      { type: 'user.created,nonsense' },
      { type: 'user.created;drop table users' },
      { from: '0000-01-01T00:00:00Z' },
      { from: '2026-02-30T00:00:00Z' },
      { to: 'yesterday' },
      { to: '999999-01-01T00:00:00Z' },
      { folded: '1' },
      { limit: '0' },
      { limit: '101' },
      { unknown: 'x' },
      { search: 'x'.repeat(201) },
    ];
    for (const query of garbage) expect([query, (await list(query)).status]).toEqual([query, 400]);
    for (const search of ["' or 1=1 --", '\0', '%', '\ud800', '\\', '🦄', ') or strpos(']) {
      expect([search, (await list({ search })).status]).toEqual([search, 200]);
      expect(JSON.stringify((await list({ search })).body)).not.toContain(stranger.email);
    }
    expect(await list({}, await nord.tenant.account('Viewer'))).toMatchObject({ status: 403 });
  });
});

describe('What the audit log is read by', () => {
  test('are indexes: no question of one person, actor, kind, job or time walks the whole log', async () => {
    nord = await backend.workplace();
    const [busy, rare, target] = [newId(), newId(), newId()];
    await backend.database.session(async (session) => {
      await session.script('begin; alter table tenantdesk.audit_events no force row level security');
      await session.query(
        `insert into tenantdesk.audit_events (tenant_id, sequence, event_id, at, type, actor_tenant_id, actor_user_id,
           actor_name, target_kind, target_id, target_label, changes, details, previous_hash, hash, search_text)
         select $1::uuid, 100000 + n, gen_random_uuid(), '2025-01-01'::timestamptz + n * interval '1 minute',
           case when n % 4000 = 0 then 'user.purged' when n % 3 = 0 then 'user.profiles-assigned' else 'user.updated' end,
           $1::uuid, case when n % 5000 = 0 then $3::uuid else $2::uuid end, 'Admin', 'user',
           case when n % 3000 = 0 then $4 else gen_random_uuid()::text end, 'Somebody', '[]',
           case when n % 3 = 0 then jsonb_build_object('planId', case when n % 6000 = 0 then $4 else $2::text end)
             else '{}' end, '', '', 'admin somebody'
         from generate_series(1, 20000) n`,
        [nord.tenant.id, busy, rare, target],
      );
      await session.script('alter table tenantdesk.audit_events force row level security; commit; analyze');
    });
    const explained = (query: Parameters<typeof eventList>[1]) =>
      backend.inTenant(nord, async ({ db, tenantId }) => {
        const { from, where, stretches, id } = eventList(tenantId, query);
        const { rows } = await sql<Record<string, string>>`
          explain (analyze, costs off, timing off, summary off) select * from ${from}
          where ${where} order by ${stretches[0]!.key} desc, ${id} desc limit 51`.execute(db);
        return rows.map((row) => Object.values(row)[0]).join('\n');
      });
    const walked = (plan: string) =>
      Math.max(0, ...[...plan.matchAll(/Rows Removed by Filter: (\d+)/gu)].map(([, rows]) => Number(rows)));
    const questions: readonly Parameters<typeof eventList>[1][] = [
      {},
      { targetId: target },
      { actorId: rare },
      { actorId: busy },
      { type: ['user.purged'] },
      { planId: target },
      { folded: 'true' },
      { from: '2025-01-05T00:00:00Z', to: '2025-01-06T00:00:00Z' },
      { to: '2025-01-02T00:00:00Z', folded: 'true' },
      // Who has no entry at all (Keycloak issue 37943), and a time without any.
      { targetId: newId() },
      { actorId: newId() },
      { planId: newId() },
      { type: ['user.moved'] },
      { from: '2024-01-01T00:00:00Z', to: '2024-02-01T00:00:00Z' },
      { customerId: newId() },
    ];
    for (const query of questions) {
      const plan = await explained(query);
      const said = `${JSON.stringify(query)}\n${plan}`;
      expect(plan, said).not.toContain('Seq Scan on audit_events');
      expect(walked(plan), said).toBeLessThan(400);
    }
  });
});
