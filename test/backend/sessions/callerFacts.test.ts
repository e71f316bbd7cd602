import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { defaultRoles } from '#shared/domain/permissions.ts';
import type { CallerFacts } from '../../../src-backend/database/callerStatements.ts';
import { newId } from '../../../src-backend/database/newId.ts';
import type { AccountReference } from '../../../src-backend/database/unitOfWork.ts';
import {
  type TestAccount,
  type TestBackend,
  startTestBackend,
  type TestTenant,
} from '#test/support/backend.ts';
import { asSystem } from '#test/support/rows.ts';

const hour = 3_600_000;
let backend: TestBackend;
let tenant: TestTenant;
let admin: TestAccount;

beforeAll(async () => {
  backend = await startTestBackend();
});
afterAll(() => backend.close());
beforeEach(async () => {
  tenant = await backend.tenant();
  admin = await tenant.account('Admin');
});

/** What a request of the account in a tenant learns of its caller. */
async function factsOf(account: AccountReference, at: TestTenant = tenant): Promise<CallerFacts> {
  const scope = { account, tenantId: at.id, requestId: 'test', readOnly: true };
  let found: CallerFacts | undefined;
  await backend.unitOfWork.serve(
    scope,
    (facts) => {
      found = facts;
      return 'system';
    },
    async () => undefined,
  );
  return found!;
}

async function openSession(of: AccountReference, endsAt: Date | null): Promise<string> {
  const id = newId();
  await backend.unitOfWork.directory((db) =>
    db
      .insertInto('directory.oidc_payloads')
      .values({
        model: 'Grant',
        id,
        payload: '{}',
        grant_id: id,
        tenant_id: of.tenantId,
        user_id: of.userId,
        expires_at: endsAt,
      })
      .execute(),
  );
  return id;
}

const inHours = (hours: number): Date => new Date(Date.now() + hours * hour);

const change = (
  account: TestAccount,
  values: { disabled_at?: Date; access_expires_at?: Date; activated_at?: null },
) =>
  backend.unitOfWork.run(asSystem(tenant), ({ db }) =>
    db
      .updateTable('users')
      .set(values)
      .where('tenant_id', '=', account.tenantId)
      .where('user_id', '=', account.userId)
      .execute(),
  );

describe('What a request knows of its caller', () => {
  test('is who it is, and what its roles allow @security', async () => {
    const facts = await factsOf(admin);
    expect(facts.user).toMatchObject({ email: admin.email, maySignIn: true });
    expect(facts.permissions?.toSorted()).toEqual([...defaultRoles.Admin].toSorted());
  });

  test('counts a session only while it lasts, and only of the person that it belongs to @security', async () => {
    const stands = async (sessionId: string, who: TestAccount = admin) =>
      (await factsOf({ tenantId: who.tenantId, userId: who.userId, sessionId })).user?.sessionStands;
    expect(await stands(await openSession(admin, inHours(1)))).toBe(true);
    expect(await stands(await openSession(admin, inHours(-1)))).toBe(false);
    expect(await stands(newId())).toBe(false);
    const colleague = await tenant.account('Viewer');
    const stranger = await (await backend.tenant()).account('Admin');
    for (const other of [colleague, stranger]) {
      expect(await stands(await openSession(other, inHours(1)))).toBe(false);
      expect(await stands(await openSession(admin, inHours(1)), other)).toBe(false);
    }
  });

  test.each([
    ['is disabled', { disabled_at: inHours(-1) }],
    ['has no access any more', { access_expires_at: inHours(-1) }],
    ['never activated', { activated_at: null }],
  ])('says that whoever %s may not sign in @security', async (_what, values) => {
    await change(admin, values);
    expect((await factsOf(admin)).user?.maySignIn).toBe(false);
  });

  test('lets access last until it ends @security', async () => {
    await change(admin, { access_expires_at: inHours(1) });
    expect((await factsOf(admin)).user?.maySignIn).toBe(true);
  });

  test('is nobody, once the account is gone or named in another tenant @security', async () => {
    const other = await backend.tenant();
    expect((await factsOf({ tenantId: other.id, userId: admin.userId })).user).toBeNull();
    expect((await factsOf({ tenantId: tenant.id, userId: newId() })).user).toBeNull();
  });

  test('has no permission left when the role was taken away @security', async () => {
    await backend.unitOfWork.run(asSystem(tenant), ({ db }) =>
      db.deleteFrom('role_grants').where('grantee_user_id', '=', admin.userId).execute(),
    );
    expect((await factsOf(admin)).permissions).toBeNull();
  });

  test('has the rights of the tenant acted on, not of the home, and none in a foreign one @security', async () => {
    const managed = await backend.tenant({ parent: tenant });
    const foreign = await backend.tenant();
    await backend.grant(admin, managed, 'Viewer');
    expect((await factsOf(admin, managed)).permissions?.toSorted()).toEqual(
      [...defaultRoles.Viewer].toSorted(),
    );
    expect((await factsOf(admin, foreign)).permissions).toBeNull();
  });
});

describe('The function behind it', () => {
  test('has the rights of its caller, and belongs to the application alone @security', async () => {
    const { rows } = await backend.database.session((session) =>
      session.query(`
        select prosecdef as definer, provolatile as volatility, proparallel as parallel,
          has_function_privilege('tenantdesk_app', oid, 'execute') as app,
          has_function_privilege('tenantdesk_directory', oid, 'execute') as directory,
          exists (select from aclexplode(proacl) where grantee = 0) as everybody
        from pg_proc where oid = 'tenantdesk.caller_facts'::regproc`),
    );
    expect(rows).toEqual([
      { definer: false, volatility: 'v', parallel: 'u', app: true, directory: false, everybody: false },
    ]);
  });

  test('is not led elsewhere by a search path or a table of the session @security', async () => {
    const email = await backend.unitOfWork.run(asSystem(tenant), async ({ db }) => {
      await sql`create temporary table users on commit drop as select 'nobody@x.test' as email`.execute(db);
      await sql`select set_config('search_path', 'pg_temp', true)`.execute(db);
      const { rows } = await sql<{
        email: string;
      }>`select email from tenantdesk.caller_facts(${tenant.id}, ${admin.userId}, ${tenant.id}, null)`.execute(
        db,
      );
      return rows[0]?.email;
    });
    expect(email).toBe(admin.email);
  });
});
