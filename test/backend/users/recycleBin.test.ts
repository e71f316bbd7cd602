import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { binTables, restoredColumns } from '../../../src-backend/features/users/recycleBinTables.ts';
import { type Administration, startAdministration, type Workplace } from '../support/administration.ts';
import { picture } from '../support/pictures.ts';

/** Tables that name users and are no part of what the recycle bin gives back, each with the reason. */
const leftOut: Readonly<Record<string, string>> = {
  'directory.sign_in_names': 'a trigger writes it when the user comes back',
  'directory.oidc_payloads': 'sessions end with the deletion',
  'tenantdesk.users': 'the user itself',
  'tenantdesk.deleted_users': 'the recycle bin itself',
  'tenantdesk.audit_events': 'what happened stays written',
  'tenantdesk.bulk_plans': 'what was planned stays, and by whom',
  'tenantdesk.bulk_plan_users': 'what was done to whom stays',
  'tenantdesk.idempotency_keys': 'what was answered stays, and to whom',
  'tenantdesk.mail_outbox': 'what was sent stays',
};
/** Columns of `users` that a user who comes back has new. */
const renewed = ['search_text', 'version', 'updated_at'];

let backend: Administration;
let nord: Workplace;
beforeAll(async () => {
  backend = await startAdministration();
  nord = await backend.workplace();
});
afterAll(() => backend.close());

/** Asks the catalogue as the owner. */
const ask = async <R>(text: string): Promise<R[]> =>
  (await backend.database.session((session) => session.query<R>(text))).rows;

describe('The recycle bin forgets nothing of a user', () => {
  test('every table that names users is in its list, or left out with a reason', async () => {
    const rows = await ask<{ name: string }>(`
      select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('tenantdesk', 'directory') and c.relkind in ('r', 'p') and (
        exists (select from pg_constraint f where f.contype = 'f' and f.conrelid = c.oid
          and f.confrelid = 'tenantdesk.users'::regclass)
        or exists (select from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          and a.attname ~ '(^|_)user_id$'))
      order by 1`);
    const known = [...binTables.map(({ table }) => `tenantdesk.${table}`), ...Object.keys(leftOut)];
    expect(rows.map(({ name }) => name)).toEqual(known.toSorted());
  });

  test('every column of users comes back, or is one that must be new', async () => {
    const rows = await ask<{ name: string }>(`
      select attname as name from pg_attribute
      where attrelid = 'tenantdesk.users'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
      order by 1`);
    expect(rows.map(({ name }) => name)).toEqual([...restoredColumns, ...renewed].toSorted());
  });

  test('a user with a row in each of these tables has them all again', async () => {
    const profile = await backend.newProfile(nord);
    const user = await backend.newUser(nord, {
      profileIds: [profile.id, nord.systemProfileId],
      roleIds: [nord.tenant.roles.Viewer],
    });
    const params = { tenantId: nord.tenant.id, userId: user.id };
    const image = await picture({ width: 64, height: 64, format: 'png' });
    const pictured = await backend.call(nord.admin, 'users.setAvatar', {
      params,
      body: { version: 1, image },
    });
    await backend.inTenant(nord, async ({ db, tenantId }) => {
      const who = { tenant_id: tenantId, user_id: user.id };
      const failed = { failed_attempts: 2, last_failed_at: '2026-01-02T03:04:05.678Z' };
      await db
        .insertInto('user_credentials')
        .values({ ...who, password_hash: 'hash', password_set_at: '2026-01-01T00:00:00Z', ...failed })
        .execute();
      await db
        .insertInto('account_tenants')
        .values({ ...who, managed_tenant_id: tenantId })
        .execute();
    });
    await backend.call(nord.admin, 'notes.create', { params, body: { text: 'Called at nine.' } });
    await backend.call(nord.admin, 'notes.create', { params, body: { text: 'Called again.' } });
    const held = () =>
      backend.inTenant(nord, async ({ db }) => {
        const tables: Record<string, readonly object[]> = {};
        for (const { table } of binTables) {
          const column = table === 'role_grants' ? 'grantee_user_id' : 'user_id';
          const { rows } = await sql<{ row: object }>`
            select to_jsonb(t) - 'granted_at' as row from ${sql.table(table)} t
            where ${sql.ref(column)} = ${user.id} order by 1`.execute(db);
          tables[table] = rows.map(({ row }) => row);
        }
        return tables;
      });
    const before = await held();
    for (const { table } of binTables) expect(before[table], table).not.toEqual([]);

    const body = { version: pictured.body.version };
    expect((await backend.call(nord.admin, 'users.delete', { params, body })).status).toBe(200);
    for (const rows of Object.values(await held())) expect(rows).toEqual([]);
    const restored = await backend.call(nord.admin, 'users.restore', { params });
    expect(restored.status).toBe(200);
    expect(await held()).toEqual(before);
    const { version: _version, updatedAt: _updated, ...same } = pictured.body;
    expect(restored.body).toMatchObject(same);
  });

  test('@security roles in another tenant give a deleted account nothing, and are there again when it is back', async () => {
    const child = await backend.tenant({ parent: nord.tenant });
    const [chief, staff] = [await nord.tenant.account('Admin'), await nord.tenant.account('Viewer')];
    for (const account of [chief, staff]) await backend.grant(account, child, 'Admin');
    const params = { tenantId: nord.tenant.id, userId: staff.userId };
    const reaches = async () =>
      (await backend.call(staff, 'customers.list', { params: { tenantId: child.id }, query: {} })).status;
    const remove = async () => {
      const { version } = (await backend.call(chief, 'users.get', { params })).body;
      return (await backend.call(chief, 'users.delete', { params, body: { version } })).status;
    };
    expect([await reaches(), await remove(), await reaches()]).toEqual([200, 200, 401]);
    // Those who lack these rights themselves can't bring them back.
    expect((await backend.call(nord.admin, 'users.restore', { params })).error.code).toBe(
      'ACTION_NOT_ALLOWED',
    );
    expect((await backend.call(chief, 'users.restore', { params })).status).toBe(200);
    expect(await reaches()).toBe(200);
    await backend.inTenant(nord, async ({ db }) => {
      const settings = JSON.stringify({ 'users.deleteMode': 'permanent' });
      await db.updateTable('tenants').set({ settings }).where('tenant_id', '=', nord.tenant.id).execute();
    });
    expect([await remove(), await reaches()]).toEqual([200, 401]);
    expect((await backend.call(chief, 'users.restore', { params })).status).toBe(404);
    // Nobody can come back to the grant, so it is gone, too; what others hold there stays.
    const left = await ask<{ who: string }>(`select grantee_user_id as who from tenantdesk.role_grants
      where tenant_id = '${child.id}' and grantee_user_id in ('${staff.userId}', '${chief.userId}')`);
    expect(left).toEqual([{ who: chief.userId }]);
  });
});
