import type { Insertable } from 'kysely';
import { customerFields } from '#shared/domain/customerFields.ts';
import type { DefaultRoleName } from '#shared/domain/permissions.ts';
import { textKey } from '#shared/domain/text.ts';
import { columnsOf } from '../database/fieldColumns.ts';
import { defaultRoleRows } from '../database/defaultRoles.ts';
import type { TenantSchema } from '../database/schema.ts';
import type { Work } from '../database/unitOfWork.ts';
import { userColumns } from '../features/users/store.ts';
import type { DemoPerson } from './people.ts';
import { createSeeded, demoId } from './seeded.ts';
import { demoCustomProfiles, demoProducts, type TenantPlan } from './world.ts';

export const tenantId = (key: string): string => demoId(key, 'tenant');
export const roleId = (key: string, role: DefaultRoleName): string => demoId(key, 'role', role);
export const profileId = (key: string, name: string): string => demoId(key, 'profile', name);
export const customerId = (key: string, place: number): string => demoId(key, 'customer', place);
const processId = (key: string, name: string): string => demoId(key, 'process', name);

/** Writes rows of the tenant, however many, in one statement. */
export async function writeRows<T extends keyof TenantSchema>(
  work: Work,
  table: T,
  rows: readonly Omit<Insertable<TenantSchema[T]>, 'tenant_id'>[],
): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((row) => ({ tenant_id: work.tenantId, ...row }));
  await work.db.insertInto<keyof TenantSchema>(table).values(values).execute();
}

/** The tenant itself, its default roles (R1), and its customers. */
export async function writeTenant(work: Work, plan: TenantPlan): Promise<void> {
  const { key, parent, name, code, color, kind, settings } = plan;
  const daysAgo = (days: number) => new Date(work.now.getTime() - days * 86_400_000);
  await writeRows(work, 'tenants', [
    {
      parent_id: parent === null ? null : tenantId(parent),
      name,
      code,
      color,
      kind,
      settings: JSON.stringify(settings),
      created_at: daysAgo(1000),
    },
  ]);
  const roles = defaultRoleRows.map(
    (row) => ({ role_id: roleId(key, row.name), kind: 'default', ...row }) as const,
  );
  await writeRows(work, 'roles', roles);
  const seeded = createSeeded(`${key} customers`);
  const customers = plan.customers.map(({ title, city, country, timeZone }, place) => ({
    ...columnsOf(customerFields, {
      title,
      city,
      country,
      timeZone,
      email: `office${place + 1}@${key}.example`,
      address: `${city} ${seeded.between(1, 240)}`,
      address2: '',
      postalCode: String(seeded.between(10_000, 99_999)),
    }),
    customer_id: customerId(key, place),
    created_at: daysAgo(seeded.between(300, 990)),
  }));
  await writeRows(work, 'customers', customers);
}

/** Products with their processes and system profiles (P1), and the tenant's custom profiles (P2). */
export async function writeProfiles(work: Work, key: string): Promise<void> {
  const products = demoProducts.map((product) => ({ ...product, id: demoId(key, 'product', product.code) }));
  await writeRows(
    work,
    'products',
    products.map(({ id, code, name, description }) => ({ product_id: id, code, name, description })),
  );
  const processes = products.flatMap(({ id, processes: sections }) =>
    Object.entries(sections).flatMap(([section, names]) =>
      names.map((name) => ({ process_id: processId(key, name), product_id: id, name, section })),
    ),
  );
  await writeRows(
    work,
    'processes',
    processes.map((process, position) => ({ ...process, position })),
  );
  const profilesOf = (product: string | null, profiles: Readonly<Record<string, readonly string[]>>) =>
    Object.entries(profiles).map(([name, opens]) => ({ name, opens, product }));
  const profiles = [
    ...products.flatMap((product) => profilesOf(product.id, product.profiles)),
    ...profilesOf(null, demoCustomProfiles),
  ];
  await writeRows(
    work,
    'profiles',
    profiles.map(({ name, product }) => ({
      profile_id: profileId(key, name),
      kind: product === null ? 'custom' : 'system',
      product_id: product,
      name,
      name_key: textKey(name),
    })),
  );
  await writeRows(
    work,
    'profile_processes',
    profiles.flatMap(({ name, opens }) =>
      opens.map((process) => ({ profile_id: profileId(key, name), process_id: processId(key, process) })),
    ),
  );
}

/** People with the profiles that they hold, in two statements however many they are. */
export async function writePeople(work: Work, key: string, people: readonly DemoPerson[]): Promise<void> {
  await writeRows(
    work,
    'users',
    people.map(({ id, customer, authMethod, secondFactors, times, ...person }) => ({
      ...userColumns({ ...person, customerId: customerId(key, customer) }),
      user_id: id,
      auth_method: authMethod,
      second_factors: secondFactors,
      source: 'demo',
      avatar: null,
      ...times,
      updated_at: times.created_at,
    })),
  );
  await writeRows(
    work,
    'user_profiles',
    people.flatMap(({ id, profiles }) =>
      profiles.map((name) => ({ user_id: id, profile_id: profileId(key, name) })),
    ),
  );
}

/** How many hold each role. */
const ownRoles = [
  ['Admin', 1],
  ['BPM Admin', 2],
  ['Member', 3],
  ['Helpdesk', 1],
  ['Viewer', 3],
] as const;

/** Roles of some people, so that every default role has somebody and there is more than one admin. */
export async function writeOwnRoles(work: Work, key: string, people: readonly DemoPerson[]): Promise<void> {
  const able = people.filter(({ times }) => times.activated_at !== null && times.disabled_at === null);
  const roles = ownRoles.flatMap(([name, holders]) => Array.from({ length: holders }, () => name));
  const grants = roles.map((role, place) => ({
    role,
    tenantId: work.tenantId,
    userId: able[place * 4]!.id,
  }));
  await grantRoles(work, key, grants);
}

export async function grantRoles(
  work: Work,
  key: string,
  grants: readonly { readonly role: DefaultRoleName; readonly tenantId: string; readonly userId: string }[],
): Promise<void> {
  await writeRows(
    work,
    'role_grants',
    grants.map((grant) => ({
      grantee_tenant_id: grant.tenantId,
      grantee_user_id: grant.userId,
      role_id: roleId(key, grant.role),
    })),
  );
}
