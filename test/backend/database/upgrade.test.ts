import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { customerFields } from '#shared/domain/customerFields.ts';
import { columnOf } from '#shared/domain/fields.ts';
import { defaultRoles, defaultRolesNumber } from '#shared/domain/permissions.ts';
import { entityText, searchedFields } from '#shared/domain/search.ts';
import { userFields } from '#shared/domain/userFields.ts';
import { startTestBackend, type TestAccount, type TestBackend } from '#test/support/backend.ts';
import { createConsoleClient } from '#test/support/consoleClient.ts';
import type { TestDatabase } from '#test/support/database.ts';
import { earlier, loadEarlierDatabase, startEarlierDatabase } from '#test/support/earlierVersion.ts';
import { startIdentityBackend } from '#test/support/identity.ts';
import { migrate } from '../../../src-backend/database/migrate.ts';
import type { SqlDatabase } from '../../../src-backend/database/sqlDatabase.ts';
import { createAuditFeature } from '../../../src-backend/features/audit/feature.ts';
import { feedKinds } from '../../../src-backend/features/changes/feedKinds.ts';
import { createChangesFeature } from '../../../src-backend/features/changes/feature.ts';
import { administrationFeatures } from '#test/support/features.ts';
import { createTenantsFeature } from '../../../src-backend/features/tenants/feature.ts';

// A minute after the earlier version stopped.
beforeAll(() => {
  vi.useFakeTimers({
    toFake: ['Date'],
    now: Date.parse(earlier.madeAt) + 60_000,
    shouldAdvanceTime: true,
  });
});
afterAll(() => vi.useRealTimers());

const { tenantId, managedTenantId, users, profiles } = earlier;
const params = { tenantId };
const admin = { tenantId, userId: earlier.admin.userId, email: earlier.admin.email };

const startBackend = (on: TestDatabase): Promise<TestBackend> =>
  startTestBackend({
    on,
    features: (parts) => [
      createTenantsFeature(),
      createChangesFeature(parts),
      createAuditFeature(),
      ...administrationFeatures(parts),
    ],
  });

test('keys become those of this version when a database is upgraded; nobody loses an address to somebody else', async () => {
  const { database, close } = await loadEarlierDatabase();
  try {
    await database.session((session) =>
      session.script(`begin;
        alter table tenantdesk.users disable trigger user;
        alter table tenantdesk.profiles disable trigger user;
        update tenantdesk.users set email = 'ivo@xn--mnchen-3ya.example', email_key = 'ivo@xn--mnchen-3ya.example'
          where user_id = '${users.zoe}';
        update tenantdesk.users set email = 'i' || chr(173) || 'vo@münchen.example',
          email_key = 'i' || chr(173) || 'vo@münchen.example' where user_id = '${users.mira}';
        update tenantdesk.profiles set name = 'Straße', name_key = 'strasse' where profile_id = '${profiles.day}';
        alter table tenantdesk.users enable trigger user;
        alter table tenantdesk.profiles enable trigger user; commit`),
    );
    await migrate(database);
    const keyOf = async (table: string, id: string, key: string) => {
      const { rows } = await database.session((session) =>
        session.query<{ key: string }>(
          `select ${key} as key from tenantdesk.${table}s where ${table}_id = $1`,
          [id],
        ),
      );
      return rows[0]?.key;
    };
    const addresses = await Promise.all([users.zoe, users.mira].map((id) => keyOf('user', id, 'email_key')));
    expect(new Set(addresses)).toEqual(new Set(['ivo@münchen.example', 'ivo@xn--mnchen-3ya.example']));
    expect(await keyOf('profile', profiles.day, 'name_key')).toBe('straße');
  } finally {
    await close();
  }
});

describe('default roles, when a database is upgraded', () => {
  /** What the code of an earlier version would have left: some roles with less, one with more, one not there yet. */
  async function asIfOlder(database: SqlDatabase): Promise<void> {
    await database.session((session) =>
      session.script(`begin;
        alter table tenantdesk.roles disable trigger user;
        update tenantdesk.roles set permissions = array_remove(permissions, 'audit.read') where name = 'Admin';
        update tenantdesk.roles set permissions = permissions || '{users.delete}' where name = 'Viewer';
        delete from tenantdesk.roles where tenant_id = '${managedTenantId}' and name = 'BPM Admin';
        delete from tenantdesk.roles where tenant_id = '${tenantId}' and name = 'Helpdesk';
        update tenantdesk.roles set name = 'Helpdesk', name_key = 'helpdesk' where kind = 'custom';
        alter table tenantdesk.roles enable trigger user; commit`),
    );
  }

  interface StoredRole {
    readonly tenant_id: string;
    readonly name: string;
    readonly kind: string;
    readonly version: number;
    readonly permissions: readonly string[];
    readonly changed_xid: string;
  }
  const rolesOf = async (database: SqlDatabase): Promise<readonly StoredRole[]> => {
    const { rows } = await database.session((session) =>
      session.query<StoredRole>(`select tenant_id, name, kind, version, permissions, changed_xid::text
        from tenantdesk.roles join tenantdesk.changes using (tenant_id) where id = role_id and not removed
        order by tenant_id, name, kind`),
    );
    return rows;
  };

  let on: TestDatabase;
  beforeAll(async () => {
    const made = await loadEarlierDatabase();
    await asIfOlder(made.database);
    // Replicas that start together.
    const [identity] = await Promise.all([
      migrate(made.database),
      migrate(made.database),
      migrate(made.database),
    ]);
    on = { ...made, identity };
  });
  afterAll(() => on.close());

  test('become those of this version in every tenant, once', async () => {
    const roles = await rolesOf(on.database);
    const versions = (tenant: string) =>
      roles
        .filter((role) => role.tenant_id === tenant)
        .map(({ name, kind, version }) => `${name} ${kind} ${version}`);
    expect(versions(tenantId)).toEqual([
      'Admin default 2',
      'BPM Admin default 2',
      'Helpdesk custom 1',
      'Member default 2',
      'Viewer default 2',
    ]);
    expect(versions(managedTenantId)).toEqual([
      'Admin default 2',
      'BPM Admin default 1',
      'Helpdesk default 2',
      'Member default 2',
      'Viewer default 2',
    ]);
    for (const { name, kind, permissions } of roles) {
      const expected =
        kind === 'custom'
          ? ['users.read', 'users.resend-activation']
          : defaultRoles[name as keyof typeof defaultRoles];
      expect(new Set(permissions), name).toEqual(new Set<string>(expected));
    }
    await migrate(on.database);
    expect(await rolesOf(on.database)).toEqual(roles);
  });

  test('of a newer version stay when a replica of this one starts again', async () => {
    const { database, close } = await loadEarlierDatabase();
    try {
      await migrate(database);
      const newer = { ...defaultRoles, Viewer: [...defaultRoles.Viewer, 'users.invented'] };
      await database.session((session) =>
        session.script(`begin;
          update directory.configuration set value = '${JSON.stringify({ number: defaultRolesNumber + 1, roles: newer })}'
            where key = 'roles.default';
          update tenantdesk.roles set permissions = permissions || '{users.invented}' where name = 'Viewer'; commit`),
      );
      const before = await rolesOf(database);
      expect(before.filter((role) => role.permissions.includes('users.invented'))).toHaveLength(2);
      await migrate(database);
      expect(await rolesOf(database)).toEqual(before);
    } finally {
      await close();
    }
  });

  test('come to consoles by the feed, with nothing else but what they had not seen', async () => {
    const backend = await startBackend({ ...on, close: async () => undefined });
    try {
      const page = await backend.call(backend.signIn(admin), 'changes.list', {
        params,
        query: { cursor: earlier.cursor },
      });
      expect(page.status, page.text).toBe(200);
      expect(page.body.roles.map(({ name, version }) => `${name} ${version}`).toSorted()).toEqual([
        'Admin 2',
        'BPM Admin 2',
        'Member 2',
        'Viewer 2',
      ]);
      expect(page.body.users.map(({ id }) => id)).toEqual([users.mira]);
      expect([page.body.customers, page.body.profiles, page.body.removed]).toEqual([[], [], []]);
    } finally {
      await backend.close();
    }
  });
});

describe('what an earlier version left', () => {
  let on: TestDatabase;
  let backend: TestBackend;
  let account: TestAccount;
  beforeAll(async () => {
    on = await startEarlierDatabase();
    backend = await startBackend(on);
    account = backend.signIn(admin);
  });
  afterAll(() => backend.close());

  test('everything that exists is in the feed, and who was deleted is in it as removed', async () => {
    const { rows } = await on.database.session((session) =>
      session.query(`
        with there as (
          ${feedKinds
            .map(
              ({ kind, table, id }) =>
                `select tenant_id, '${kind}' as entity, ${id} as id from tenantdesk.${table}`,
            )
            .join(' union all ')}
        )
        select coalesce(there.entity, c.entity) as entity, coalesce(there.id, c.id) as id, c.removed
        from there full join tenantdesk.changes c using (tenant_id, entity, id)
        where c.removed is distinct from (there.id is null)`),
    );
    expect(rows).toEqual([]);
    const removed = await on.database.session((session) =>
      session.query(`select entity, id from tenantdesk.changes where removed and id = $1`, [users.ivo]),
    );
    expect(removed.rows).toEqual([{ entity: 'user', id: users.ivo }]);
  });

  test('users and customers are found as this version finds them', async () => {
    for (const [table, fields] of Object.entries({ users: userFields, customers: customerFields })) {
      const columns = searchedFields(fields).map((name) => `${columnOf(name)} as "${name}"`);
      const { rows } = await on.database.session((session) =>
        session.query(`select search_text, ${columns.join(', ')} from tenantdesk.${table}`),
      );
      expect(rows.length).toBeGreaterThan(1);
      for (const row of rows) expect(row['search_text']).toBe(entityText(fields, row));
    }
  });

  test('a user comes back from the recycle bin with all that it had', async () => {
    const at = { ...params, userId: users.ivo };
    const { status, text } = await backend.call(account, 'users.restore', { params: at });
    expect(status, text).toBe(200);
    const { body } = await backend.call(account, 'users.get', { params: at });
    const { version, updatedAt, ...rest } = earlier.binned;
    expect(body).toMatchObject(rest);
    expect(body.version).toBeGreaterThan(version);
    expect(body.updatedAt).not.toBe(updatedAt);
    const picture = await backend.call(account, 'users.avatar', { params: at });
    expect(picture.body.avatar).toBe(earlier.binned.avatar);
    const { rows } = await on.database.session((session) =>
      session.query(
        `select (select count(*)::int from tenantdesk.account_tenants where user_id = $1) as managed,
          (select count(*)::int from tenantdesk.activation_tokens where user_id = $1) as links`,
        [users.ivo],
      ),
    );
    expect(rows).toEqual([{ managed: 1, links: 1 }]);
  });

  test('a bulk plan that was applied can be undone, one that waited can be applied', async () => {
    const profileIds = async (userId: string) =>
      (await backend.call(account, 'users.get', { params: { ...params, userId } })).body.profileIds;
    const stateOf = async (planId: string) =>
      (await backend.call(account, 'bulkPlans.get', { params: { ...params, planId } })).body.state;
    const { applied } = earlier.plans;
    const undo = await backend.call(account, 'bulkPlans.undo', { params: { ...params, planId: applied } });
    expect(undo.status, undo.text).toBe(202);
    await backend.jobs.settled();
    expect([await stateOf(applied), await profileIds(users.zoe)]).toEqual(['undone', [profiles.day]]);
    const { planned } = earlier.plans;
    const apply = await backend.call(account, 'bulkPlans.apply', { params: { ...params, planId: planned } });
    expect(apply.status, apply.text).toBe(202);
    await backend.jobs.settled();
    expect(await stateOf(planned)).toBe('applied');
  });

  test('a change sent again under its key gets the answer of the first time', async () => {
    const { key, body, answer } = earlier.customer;
    const again = await backend.call(account, 'customers.create', { params, body }, { key });
    expect([again.status, again.body]).toEqual([201, answer]);
    expect(again.headers['idempotency-replayed']).toBeDefined();
  });

  test('the audit chain goes on unbroken', async () => {
    const { body } = await backend.call(account, 'audit.verify', { params });
    expect(body).toMatchObject({ intact: true, brokenAt: null });
    expect(body.events).toBeGreaterThanOrEqual(earlier.auditEvents);
  });

  test('who was signed in stays so, and a password that was set still opens', async () => {
    const identity = await startIdentityBackend({ on });
    try {
      const client = await createConsoleClient(identity.url);
      const refreshed = await client.refresh(earlier.admin.refreshToken);
      expect((await client.api(refreshed.accessToken)).status).toBe(200);
      const { subject, accessToken } = await client.signIn(earlier.admin.email, earlier.admin.password);
      expect(subject).toBe(refreshed.subject);
      expect((await client.api(accessToken)).status).toBe(200);
    } finally {
      await identity.close();
    }
  });
});
