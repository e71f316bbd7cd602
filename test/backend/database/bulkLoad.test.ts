import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadInBulk } from '../../../src-backend/database/bulkLoad.ts';
import { actingAs } from '../../../src-backend/database/transaction.ts';
import { type TestBackend, startTestBackend, type TestTenant } from '#test/support/backend.ts';
import { asSystem } from '#test/support/rows.ts';
import { schemaText } from '../support/schemaText.ts';

let backend: TestBackend;
let tenant: TestTenant;
let before: readonly string[];

beforeAll(async () => {
  backend = await startTestBackend();
  tenant = await backend.tenant();
  before = await schemaText(backend.database);
});
afterAll(() => backend.close());

const insert = (customerId: string): string => `
  insert into tenantdesk.users (tenant_id, user_id, customer_id, email, email_key, first_name, last_name, name_key)
  select '${tenant.id}', gen_random_uuid(), '${customerId}', n || '@x.test', n || '@x.test', 'a', 'b', 'a b'
  from generate_series(1, 100) n`;

const load = (statement: string) =>
  backend.database.session((session) =>
    loadInBulk(session, async () => {
      await session.script(actingAs('tenantdesk_app', tenant.id));
      await session.script(statement);
    }),
  );

const usersInTenant = async (): Promise<number> => {
  const rows = await backend.unitOfWork.read(asSystem(tenant), ({ db }) =>
    db.selectFrom('users').select('user_id').where('tenant_id', '=', tenant.id).execute(),
  );
  return rows.length;
};

describe('A bulk load', () => {
  test('that fails leaves neither rows nor another schema', async () => {
    await expect(load(`${insert(tenant.customerId)}; select 1 / 0`)).rejects.toThrow('division by zero');
    expect(await usersInTenant()).toBe(0);
    expect(await schemaText(backend.database)).toEqual(before);
  });

  test('lets no row in that refers to nothing @security', async () => {
    await expect(load(insert('00000000-0000-8000-8000-000000000000'))).rejects.toThrow('foreign key');
    expect(await usersInTenant()).toBe(0);
    expect(await schemaText(backend.database)).toEqual(before);
  });

  test('has its rows counted, and leaves the schema as it was', async () => {
    await load(insert(tenant.customerId));
    expect(await usersInTenant()).toBe(100);
    expect(await schemaText(backend.database)).toEqual(before);
    const counts = await backend.unitOfWork.read(asSystem(tenant), ({ db }) =>
      db.selectFrom('customers').select(['customer_id', 'user_count']).execute(),
    );
    expect(counts).toEqual([{ customer_id: tenant.customerId, user_count: 100 }]);
  });
});
