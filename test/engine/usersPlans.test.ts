import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { userPageInput, userSortFields } from '#shared/desktop/grids.ts';
import { tenantKeyOf } from '#shared/desktop/tenantKey.ts';
import { type DeskInput, someAccount, someKey } from '#test/support/engineConsole.ts';
import { idNumber, tenantIdOf } from '#test/support/engineEntities.ts';
import { fillCopy } from '#test/support/engineFixture.ts';
import { readAnchor } from '../../src-engine/cache/anchors.ts';
import {
  openDatabase,
  type OpenDatabase,
  type Parameters,
  type ReadableDatabase,
} from '../../src-engine/cache/database.ts';
import { usersPage } from '../../src-engine/features/users/usersPage.ts';
import { syncRowOf, type SyncRow } from '../../src-engine/sync/syncRow.ts';

const tenantId = tenantIdOf(1);
const folder = mkdtempSync(join(tmpdir(), 'tenantdesk-plans-'));
let copy: OpenDatabase;
let row: SyncRow;

beforeAll(() => {
  const file = join(folder, 'copy.db');
  fillCopy({ file, keyHex: someKey, account: someAccount, users: 3000, customers: 20 });
  copy = openDatabase({ copy: { file, keyHex: someKey }, nativeBinding: null }, { cacheKiB: 16_384 });
  row = syncRowOf(copy.readable, tenantId) as SyncRow;
});
afterAll(() => {
  copy.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A statement of a page. */
interface Statement {
  readonly sql: string;
  readonly parameters: Parameters;
  /** Which state of the copy it read: those of one snapshot have one number, any other has its own. */
  readonly state: number;
}

/** All statements that a page and the one behind it run. */
async function statementsOf(given: Partial<DeskInput<'users.page'>>): Promise<readonly Statement[]> {
  const statements: Statement[] = [];
  let [state, held] = [0, 0];
  const note = (sql: string, parameters: Parameters) => {
    if (held === 0) state += 1;
    statements.push({ sql, parameters, state });
  };
  const { readable } = copy;
  const recording: ReadableDatabase = {
    all<T>(sql: string, parameters: Parameters = {}) {
      note(sql, parameters);
      return readable.all<T>(sql, parameters);
    },
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the statement says what its row is
    get<T>(sql: string, parameters: Parameters = {}) {
      note(sql, parameters);
      return readable.get<T>(sql, parameters);
    },
    snapshot: (work) => {
      state += 1;
      held += 1;
      try {
        return readable.snapshot(work);
      } finally {
        held -= 1;
      }
    },
  };
  const key = tenantKeyOf('a'.repeat(32), tenantId);
  const input = { ...userPageInput.parse({ filter: {}, ...given, tenantKey: key }), tenantId };
  const first = await usersPage(recording, row, { input, anchor: null, now: Date.now() });
  expect(first.rows.length).toBeGreaterThan(0);
  await usersPage(recording, row, { input, anchor: readAnchor(first.nextAnchor), now: Date.now() });
  return statements;
}

async function plansOf(given: Partial<DeskInput<'users.page'>>): Promise<string[]> {
  return (await statementsOf(given)).flatMap(({ sql, parameters }) =>
    copy.readable
      .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, parameters)
      .map(({ detail }) => detail),
  );
}

/** Looking at a list that the statement brought along (the keys of a page) is no scan of a table. */
const bad = (detail: string): boolean =>
  detail.includes('TEMP B-TREE') ||
  (detail.startsWith('SCAN') && !/^SCAN (wanted|candidate|json_each) VIRTUAL/u.test(detail));

describe('a page of users comes from an index that holds its order', () => {
  for (const sort of userSortFields) {
    for (const direction of ['asc', 'desc'] as const) {
      test(`by ${sort}, ${direction}, in the tenant`, async () => {
        const plans = await plansOf({ sort, direction });
        expect(plans.filter(bad)).toEqual([]);
        expect(
          plans.some((detail) => detail.includes('users_0_by_') || detail.includes('users_0_of_customer')),
        ).toBe(true);
      });
      test(`by ${sort}, ${direction}, in a customer`, async () => {
        const plans = await plansOf({ sort, direction, filter: { customerId: idNumber(5, 3) } });
        expect(plans.filter(bad)).toEqual([]);
        expect(plans.some((detail) => detail.includes('users_0_of_customer'))).toBe(true);
      });
    }
  }
});

test('a rare search term is found by the search index, not by looking at users', async () => {
  const plans = await plansOf({ filter: { search: 'person.482' }, limit: 1 });
  expect(plans.some((detail) => /VIRTUAL TABLE INDEX .*:M/u.test(detail))).toBe(true);
  expect(plans.filter((detail) => /^SCAN (u|users_0)$/u.test(detail))).toEqual([]);
});

test('the end of a slice and who matches in it are read of one state, though the copy is written meanwhile', async () => {
  const statements = await statementsOf({ sort: 'email', filter: { search: 'pe' } });
  const ends = statements.filter(({ sql }) => sql.includes('OFFSET'));
  expect(ends.length).toBeGreaterThan(0);
  for (const end of ends) {
    const together = statements.filter(({ state }) => state === end.state);
    expect(together.some(({ sql }) => sql.includes('AS entry'))).toBe(true);
  }
});
