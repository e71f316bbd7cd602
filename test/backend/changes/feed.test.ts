import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChangePage } from '#shared/api/changes.ts';
import { createChangesFeature } from '../../../src-backend/features/changes/feature.ts';
import {
  type TestAccount,
  type TestBackend,
  startTestBackend,
  type TestTenant,
} from '#test/support/backend.ts';
import { testDatabaseKind } from '#test/support/database.ts';
import { asSystem, insertCustomer, insertUsers } from '#test/support/rows.ts';

let backend: TestBackend;
let tenant: TestTenant;
let admin: TestAccount;

beforeAll(async () => {
  backend = await startTestBackend({ features: (parts) => [createChangesFeature(parts)] });
});
afterAll(() => backend.close());

async function fresh(): Promise<void> {
  tenant = await backend.tenant();
  admin = await tenant.account('Admin');
}

async function page(cursor?: string, limit?: number, account = admin) {
  const query = { ...(cursor ? { cursor } : {}), ...(limit ? { limit: String(limit) } : {}) };
  return backend.call(account, 'changes.list', { params: { tenantId: tenant.id }, query });
}

/**
 * Waits until every transaction that runs now has ended. Transactions are counted per server, so other tests' databases
 * may hold the feed back for a moment.
 */
async function horizonPassed(): Promise<void> {
  const ask = async (text: string) => {
    const { rows } = await backend.database.session((session) => session.query<{ value: unknown }>(text));
    return String(rows[0]?.value);
  };
  const latest = await ask('select pg_snapshot_xmax(pg_current_snapshot())::text as value');
  while (
    (await ask(`select pg_snapshot_xmin(pg_current_snapshot()) >= '${latest}'::xid8 as value`)) !== 'true'
  ) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Follows the feed to its end: every page, and the cursor there. */
async function follow(
  cursor?: string,
  limit?: number,
  { wait = true } = {},
): Promise<{ pages: ChangePage[]; cursor: string }> {
  if (wait) await horizonPassed();
  const pages: ChangePage[] = [];
  let at = cursor;
  for (;;) {
    const answer = await page(at, limit);
    expect(answer.status, answer.text).toBe(200);
    pages.push(answer.body);
    at = answer.body.cursor;
    if (answer.body.caughtUp) return { pages, cursor: at };
  }
}

const userIds = (pages: readonly ChangePage[]): string[] =>
  pages.flatMap((one) => one.users.map((user) => user.id));

describe('A first load', () => {
  test('brings every row once, kind by kind, in pages of any size, then catches up', async () => {
    await fresh();
    const made = await backend.unitOfWork.run(asSystem(tenant), async ({ db }) => {
      await insertCustomer(db, tenant.id, 'Second');
      return insertUsers(db, tenant, ['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    });
    for (const limit of [1, 3, 1000]) {
      const { pages } = await follow(undefined, limit);
      expect(userIds(pages).toSorted()).toEqual([...made, admin.userId].toSorted());
      expect(pages.flatMap((one) => one.roles)).toHaveLength(5);
      expect(pages.flatMap((one) => one.customers)).toHaveLength(2);
      expect(pages[0]?.expected).toBe(5 + 2 + 8);
      expect(pages.at(-1)?.expected).toBeNull();
      for (const one of pages) {
        expect(one.roles.length + one.customers.length + one.users.length).toBeLessThanOrEqual(limit);
      }
    }
  });

  test('loses nothing that changes while it runs', async () => {
    await fresh();
    const before = await backend.unitOfWork.run(asSystem(tenant), ({ db }) =>
      insertUsers(db, tenant, ['a', 'b', 'c', 'd']),
    );
    const first = await page(undefined, 7);
    const [gone] = before;
    const late = await backend.unitOfWork.run(asSystem(tenant), async ({ db }) => {
      await db.deleteFrom('users').where('tenant_id', '=', tenant.id).where('user_id', '=', gone!).execute();
      return insertUsers(db, tenant, ['late']);
    });
    const { pages } = await follow(first.body.cursor, 2);
    const all = [first.body, ...pages];
    expect(userIds(all)).toEqual(expect.arrayContaining([...before.slice(1), ...late]));
    expect(all.flatMap((one) => one.removed)).toContainEqual({ entity: 'user', id: gone });
  });
});

describe('The feed', () => {
  test('brings an update, and the customer whose user count changed, and nothing else', async () => {
    await fresh();
    const [id] = await backend.unitOfWork.run(asSystem(tenant), ({ db }) => insertUsers(db, tenant, ['a']));
    const { cursor } = await follow();
    await backend.unitOfWork.run(asSystem(tenant), async ({ db }) => {
      await db
        .updateTable('users')
        .set({ job_title: 'Electrician', version: 2 })
        .where('tenant_id', '=', tenant.id)
        .where('user_id', '=', id!)
        .execute();
    });
    const changed = await follow(cursor);
    expect(userIds(changed.pages)).toEqual([id]);
    expect(changed.pages[0]?.users[0]?.jobTitle).toBe('Electrician');
    expect(changed.pages.flatMap((one) => one.customers)).toEqual([]);

    await backend.unitOfWork.run(asSystem(tenant), ({ db }) => insertUsers(db, tenant, ['b']));
    const grown = await follow(changed.cursor);
    expect(grown.pages.flatMap((one) => one.customers)).toMatchObject([{ userCount: 3, version: 1 }]);
    expect((await follow(grown.cursor)).pages).toMatchObject([{ users: [], customers: [], removed: [] }]);
  });

  test('tells of deletions, and takes that back when the row returns', async () => {
    await fresh();
    const [id] = await backend.unitOfWork.run(asSystem(tenant), ({ db }) => insertUsers(db, tenant, ['a']));
    const { cursor } = await follow();
    const remove = () =>
      backend.unitOfWork.run(asSystem(tenant), ({ db }) =>
        db.deleteFrom('users').where('tenant_id', '=', tenant.id).where('user_id', '=', id!).execute(),
      );
    await remove();
    const gone = await follow(cursor);
    expect(gone.pages.flatMap((one) => one.removed)).toEqual([{ entity: 'user', id }]);

    const row = {
      tenant_id: tenant.id,
      user_id: id!,
      customer_id: tenant.customerId,
      time_zone: null,
      avatar: null,
    };
    await backend.unitOfWork.run(asSystem(tenant), ({ db }) =>
      db
        .insertInto('users')
        .values({
          ...row,
          email: 'a@example.test',
          email_key: 'a@example.test',
          first_name: 'a',
          last_name: 'b',
          name_key: 'a b',
        })
        .execute(),
    );
    const back = await follow(cursor);
    expect(userIds(back.pages)).toEqual([id]);
    expect(back.pages.flatMap((one) => one.removed)).toEqual([]);
  });

  test('pages through one large transaction without skipping or repeating a row', async () => {
    await fresh();
    const { cursor } = await follow();
    const names = Array.from({ length: 25 }, (_, index) => `person${index}`);
    const ids = await backend.unitOfWork.run(asSystem(tenant), ({ db }) => insertUsers(db, tenant, names));
    const { pages } = await follow(cursor, 4);
    expect(userIds(pages).toSorted()).toEqual(ids.toSorted());
  });

  test.runIf(testDatabaseKind === 'postgres')(
    'hides no row behind the cursor when an older transaction commits late',
    async () => {
      await fresh();
      const { cursor } = await follow();
      const wrote = Promise.withResolvers<void>();
      const mayCommit = Promise.withResolvers<void>();
      const slow = backend.unitOfWork.run(asSystem(tenant), async ({ db }) => {
        const id = await insertCustomer(db, tenant.id, 'Slow');
        wrote.resolve();
        await mayCommit.promise;
        return id;
      });
      await wrote.promise;
      // The tenant's counter is locked by the slow transaction, so a later writer changes what it doesn't count.
      await backend.unitOfWork.run(asSystem(tenant), ({ db }) =>
        db
          .updateTable('users')
          .set({ job_title: 'Quick' })
          .where('tenant_id', '=', tenant.id)
          .where('user_id', '=', admin.userId)
          .execute(),
      );
      const meanwhile = await follow(cursor, 1000, { wait: false });
      expect(userIds(meanwhile.pages)).toEqual([]);
      mayCommit.resolve();
      const id = await slow;
      const { pages } = await follow(meanwhile.cursor);
      expect(pages.flatMap((one) => one.customers.map((customer) => customer.id))).toEqual([id]);
      expect(userIds(pages)).toEqual([admin.userId]);
    },
  );

  test.runIf(testDatabaseKind === 'postgres')(
    'brings every row of many writers that commit in any order, to a reader that never stops',
    async () => {
      await fresh();
      let { cursor } = await follow();
      const seen = new Set<string>();
      let writing = true;
      const writers = Array.from({ length: 6 }, async (_, writer) => {
        const ids: string[] = [];
        for (let round = 0; round < 15; round += 1) {
          const id = await backend.unitOfWork.run(asSystem(tenant), async ({ db }) => {
            const made = await insertCustomer(db, tenant.id, `c${writer}-${round}`);
            // How long each transaction takes is what is tested: they commit in another order than they began.
            await new Promise((resolve) => setTimeout(resolve, Math.random() * 8));
            return made;
          });
          ids.push(id);
        }
        return ids;
      });
      const reader = (async () => {
        for (;;) {
          const last = !writing;
          const read = await follow(cursor, 7, { wait: last });
          cursor = read.cursor;
          for (const one of read.pages) for (const customer of one.customers) seen.add(customer.id);
          if (last) return;
        }
      })();
      const written = (await Promise.all(writers)).flat();
      writing = false;
      await reader;
      expect([...seen].toSorted()).toEqual(expect.arrayContaining(written));
    },
  );
});

describe('Rights', () => {
  test('decide which kinds are visible @security', async () => {
    await fresh();
    const nobody = await tenant.account(null);
    const answer = await page(undefined, 100, nobody);
    expect(answer.body).toMatchObject({ visible: [], users: [], customers: [], roles: [], profiles: [] });
    const viewer = await tenant.account('Viewer');
    expect((await page(undefined, 100, viewer)).body.visible).toEqual([
      'role',
      'product',
      'profile',
      'customer',
      'user',
    ]);
  });

  test('that change make the old cursor worthless @security', async () => {
    await fresh();
    const viewer = await tenant.account('Viewer');
    const { body } = await page(undefined, 2, viewer);
    await backend.unitOfWork.run(asSystem(tenant), ({ db }) =>
      db
        .deleteFrom('role_grants')
        .where('tenant_id', '=', tenant.id)
        .where('grantee_user_id', '=', viewer.userId)
        .execute(),
    );
    const answer = await page(body.cursor, 2, viewer);
    expect(answer.status).toBe(410);
    expect(answer.error.code).toBe('RESYNC_REQUIRED');
  });
});

describe('A cursor', () => {
  test('that was forged, cut or made for another tenant is refused @security', async () => {
    await fresh();
    const { cursor } = await follow();
    const other = await backend.tenant();
    const otherAdmin = await other.account('Admin');
    const swapped = cursor.slice(0, -2) + (cursor.endsWith('AA') ? 'BB' : 'AA');
    for (const forged of [swapped, cursor.slice(4), 'x', '%00', 'é', '='.repeat(2000)]) {
      const answer = await page(forged);
      expect(answer.status, forged).toBe(400);
      expect(answer.error.code).toBe('CURSOR_INVALID');
    }
    const answer = await backend.call(otherAdmin, 'changes.list', {
      params: { tenantId: other.id },
      query: { cursor },
    });
    expect(answer.error.code).toBe('CURSOR_INVALID');
  });

  test('from before the database was set back asks for a new load', async () => {
    await fresh();
    const { cursor } = await follow();
    const scope = `changes.list:${tenant.id}`;
    const [mark] = backend.parts.cursors.open(scope, cursor);
    const future = backend.parts.cursors.sign(scope, [mark!, 'feed', '99999999999', -1, '', admin.userId]);
    expect((await page(future)).error.code).toBe('RESYNC_REQUIRED');
    const elsewhere = backend.parts.cursors.sign(scope, [
      'another database/01234',
      'feed',
      '1',
      -1,
      '',
      admin.userId,
    ]);
    expect((await page(elsewhere)).error.code).toBe('RESYNC_REQUIRED');
  });
});

test('A page takes the same few statements, however many kinds and rows it has', async () => {
  await fresh();
  await backend.unitOfWork.run(asSystem(tenant), ({ db }) =>
    insertUsers(
      db,
      tenant,
      Array.from({ length: 50 }, (_, index) => `u${index}`),
    ),
  );
  const counts = new Set<number>();
  const { cursor } = await follow();
  for (const [at, limit] of [
    [undefined, 1],
    [undefined, 1000],
    [cursor, 1000],
  ] as const) {
    const before = backend.database.statements();
    await page(at, limit);
    counts.add(backend.database.statements() - before);
  }
  expect(Math.max(...counts)).toBeLessThanOrEqual(4);
});
