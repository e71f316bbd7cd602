import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { feedFrom, nowhere } from '../../../src-backend/features/changes/position.ts';
import { feedPage, loadPage } from '../../../src-backend/features/changes/store.ts';
import { type TestBackend, startTestBackend, type TestTenant } from '#test/support/backend.ts';
import { asSystem } from '#test/support/rows.ts';

let backend: TestBackend;
let tenant: TestTenant;

beforeAll(async () => {
  backend = await startTestBackend();
  tenant = await backend.tenant();
  await backend.unitOfWork.run(asSystem(tenant), ({ db }) =>
    sql`insert into users (tenant_id, user_id, customer_id, email, email_key, first_name, last_name, name_key)
      select ${tenant.id}::uuid, gen_random_uuid(), ${tenant.customerId}::uuid, n || '@x.test', n || '@x.test', 'a', 'b', 'a b'
      from generate_series(1, 20000) n`.execute(db),
  );
  await backend.database.session((session) => session.query('analyze'));
});
afterAll(() => backend.close());

/** The plan of the statement that `run` sends, as the application's role sees it. */
async function planOf(run: (db: Parameters<typeof loadPage>[0]) => Promise<unknown>): Promise<string> {
  return backend.unitOfWork.read(asSystem(tenant), async ({ db }) => {
    const explaining = {
      ...db,
      getExecutor: () => {
        const executor = db.getExecutor();
        return {
          adapter: executor.adapter,
          plugins: executor.plugins,
          transformQuery: executor.transformQuery.bind(executor),
          compileQuery: executor.compileQuery.bind(executor),
          executeQuery: async (query: { readonly sql: string; readonly parameters: readonly unknown[] }) => {
            const explained = { ...query, sql: `explain (format text) ${query.sql}` };
            throw new Plan(await executor.executeQuery(explained as never));
          },
        };
      },
    };
    const plan = await run(explaining as never).catch((error: unknown) => error);
    if (!(plan instanceof Plan)) throw plan;
    return plan.text;
  });
}

class Plan extends Error {
  readonly text: string;
  constructor(result: { readonly rows: readonly unknown[] }) {
    super('a plan');
    this.text = result.rows.map((row) => Object.values(row as object)[0] as string).join('\n');
  }
}

const all = { visible: [0, 1, 2, 3, 4], limit: 100 };

test('A page of the feed walks the index of changes, whatever the number of users', async () => {
  const plan = await planOf((db) =>
    feedPage(db, { ...all, tenantId: tenant.id }, { ...feedFrom('3'), rank: 4, id: nowhere }),
  );
  expect(plan).toMatch(/using changes_feed/u);
  expect(plan).not.toMatch(/Seq Scan on changes/u);
  expect(plan).not.toMatch(/Seq Scan on users/u);
});

test('A page of a first load walks the primary key', async () => {
  const plan = await planOf((db) =>
    loadPage(
      db,
      { ...all, tenantId: tenant.id },
      { kind: 'load', xmin: '3', rank: 4, id: nowhere, expected: 0 },
    ),
  );
  expect(plan).toMatch(/using users_pkey/u);
  expect(plan).not.toMatch(/Seq Scan on users/u);
});

test('An update of a user that changes no key is written beside the row, into no index', async () => {
  const { rows } = await backend.unitOfWork.run(asSystem(tenant), async ({ db }) => {
    await sql`update users set job_title = 'Cleaner', version = version + 1
      where email_key in ('7@x.test', '12345@x.test')`.execute(db);
    return sql`select n_tup_upd::int as updated, n_tup_hot_upd::int as beside from pg_stat_xact_user_tables
      where relid = 'tenantdesk.users'::regclass`.execute(db);
  });
  expect(rows).toEqual([{ updated: 2, beside: 2 }]);
});
