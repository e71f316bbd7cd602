import type { SqlSession } from '../../../src-backend/database/sqlDatabase.ts';
import type { Scale } from '../harness/goal.ts';
import { must } from '../harness/goal.ts';
import { addAccount } from './account.ts';
import { type Client, signIn } from './client.ts';
import { type BenchDatabase, createBenchDatabase } from './database.ts';
import { type FilledTenant, fillTenants, newTenant, type TenantSize } from './fillTenants.ts';
import { type ServerProcess, startServerProcess } from './serverProcess.ts';

/** Users of the two customers that bulk actions are measured on. */
export const bulkUsers = 10_000;
export const smallSize: TenantSize = { users: 1000, customers: 60 };

/** A database with tenants, a backend process on it, and an account that administers all of them. */
export interface World {
  readonly database: BenchDatabase;
  readonly server: ServerProcess;
  readonly client: Client;
  readonly account: { readonly email: string; readonly password: string };
  readonly small: FilledTenant;
  readonly close: () => Promise<void>;
}

/** With a tenant of a million users (or as many as asked) and a thousand others. */
export interface LargeWorld extends World {
  readonly large: FilledTenant;
}

async function build(fill: (session: SqlSession, providerId: string) => Promise<readonly FilledTenant[]>) {
  const database = await createBenchDatabase();
  const { owner } = database;
  const provider = newTenant('Bench Provider', null);
  const tenants = await database.load(async (session) => {
    await fillTenants(session, [provider], { users: 0, customers: 1 });
    return await fill(session, provider.id);
  });
  const account = await addAccount(owner, provider.id);
  await owner.query('vacuum analyze');
  const server = await startServerProcess(database.url);
  const client = await signIn(server.url, account);
  const close = async (): Promise<void> => {
    client.close();
    await server.stop();
    await database.close();
  };
  return { tenants, world: { database, server, client, account, close } };
}

const one = (tenants: readonly FilledTenant[], index: number): FilledTenant => {
  const tenant = tenants[index];
  must(tenant !== undefined, 'A tenant was not made.');
  return tenant;
};

async function mustHaveUsers({ owner }: BenchDatabase, tenant: FilledTenant, users: number): Promise<void> {
  const { rows } = await owner.query<{ counted: number; kept: number }>(
    `select count(*)::int as counted, (select user_count from tenants where tenant_id = $1) as kept
     from users where tenant_id = $1`,
    [tenant.id],
  );
  const { counted, kept } = rows[0] ?? { counted: 0, kept: 0 };
  must(
    counted === users && kept === users,
    `A tenant has ${counted} users (${kept} by its counter), not ${users}.`,
  );
}

/** How many tenants there are where very many are copied. */
export const manyTenants = 2000;

/** With very many tenants, which share the users. */
export interface ManyWorld extends World {
  readonly many: readonly FilledTenant[];
  readonly usersOfEach: number;
}

export async function buildManyWorld({ users }: Scale): Promise<ManyWorld> {
  const usersOfEach = Math.round(users / manyTenants);
  const { tenants, world } = await build((session, provider) =>
    fillTenants(
      session,
      Array.from({ length: manyTenants }, (_, n) => newTenant(`Tenant ${n}`, provider)),
      { users: usersOfEach, customers: 10 },
    ),
  );
  // Whoever has the same number is called the same in each tenant; these alone are not.
  await world.database.owner.query(
    `update users set first_name = 'Xochitl', name_key = 'xochitl' where email_key like 'user17@%' and tenant_id = any($1::uuid[])`,
    [tenants.slice(-3).map(({ id }) => id)],
  );
  return { ...world, small: one(tenants, 0), many: tenants, usersOfEach };
}

/** One tenant of a thousand users, alone in its database. */
export async function buildLoneWorld(): Promise<World> {
  const { tenants, world } = await build((session, provider) =>
    fillTenants(session, [newTenant('Small', provider)], smallSize),
  );
  const small = one(tenants, 0);
  await mustHaveUsers(world.database, small, smallSize.users);
  return { ...world, small };
}

/** The large tenant, a small one, and a thousand others beside them. */
export async function buildLargeWorld({ users, pick }: Scale): Promise<LargeWorld> {
  const largeSize = { users, bigCustomers: [bulkUsers, bulkUsers], customers: 102 };
  const { tenants, world } = await build(async (session, provider) => {
    const others = Array.from({ length: 1000 }, (_, n) => newTenant(`Tenant ${n}`, provider));
    return [
      ...(await fillTenants(session, [newTenant('Large', provider)], largeSize)),
      ...(await fillTenants(session, [newTenant('Small', provider)], smallSize)),
      ...(await fillTenants(session, others, { users: pick(20, users / 1000), customers: 2 })),
    ];
  });
  const [large, small] = [one(tenants, 0), one(tenants, 1)];
  await mustHaveUsers(world.database, large, users);
  await mustHaveUsers(world.database, small, smallSize.users);
  const { rows } = await world.database.owner.query<{ n: number }>('select count(*)::int as n from tenants');
  must(rows[0]?.n === 1003, `There are ${rows[0]?.n} tenants, not 1,003.`);
  return { ...world, large, small };
}
