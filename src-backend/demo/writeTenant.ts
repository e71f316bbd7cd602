import { sql } from 'kysely';
import type { DefaultRoleName } from '#shared/domain/permissions.ts';
import { textKey } from '#shared/domain/text.ts';
import { defaultRoleRows } from '../database/defaultRoles.ts';
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

/** The tenant itself, its default roles (R1), and its customers. */
export async function writeTenant(work: Work, plan: TenantPlan): Promise<void> {
  const { key } = plan;
  await work.db
    .insertInto('tenants')
    .values({
      tenant_id: work.tenantId,
      parent_id: plan.parent === null ? null : tenantId(plan.parent),
      name: plan.name,
      code: plan.code,
      color: plan.color,
      kind: plan.kind,
      settings: JSON.stringify(plan.settings),
      created_at: new Date(work.now.getTime() - 1000 * 86_400_000),
    })
    .execute();
  await work.db
    .insertInto('roles')
    .values(
      defaultRoleRows.map((row) => ({
        tenant_id: work.tenantId,
        role_id: roleId(key, row.name),
        kind: 'default' as const,
        ...row,
      })),
    )
    .execute();
  const seeded = createSeeded(`${key} customers`);
  await work.db
    .insertInto('customers')
    .values(
      plan.customers.map((customer, place) => ({
        tenant_id: work.tenantId,
        customer_id: customerId(key, place),
        title: customer.title,
        title_key: textKey(customer.title),
        email: `office${place + 1}@${key}.example`,
        city: customer.city,
        address: `${customer.city} ${seeded.between(1, 240)}`,
        postal_code: String(seeded.between(10_000, 99_999)),
        country: customer.country,
        time_zone: customer.timeZone,
        created_at: new Date(work.now.getTime() - seeded.between(300, 990) * 86_400_000),
      })),
    )
    .execute();
}

/** Products with their processes and system profiles (P1), and the tenant's custom profiles (P2). */
export async function writeProfiles(work: Work, key: string): Promise<void> {
  const tenant = { tenant_id: work.tenantId };
  const products = demoProducts.map((product) => ({ ...product, id: demoId(key, 'product', product.code) }));
  await work.db
    .insertInto('products')
    .values(
      products.map(({ id, code, name, description }) => ({
        ...tenant,
        product_id: id,
        code,
        name,
        description,
      })),
    )
    .execute();
  const processes = products.flatMap((product) =>
    Object.entries<readonly string[]>(product.processes).flatMap(([section, names]) =>
      names.map((name) => ({
        ...tenant,
        process_id: processId(key, name),
        product_id: product.id,
        name,
        section,
      })),
    ),
  );
  await work.db
    .insertInto('processes')
    .values(processes.map((process, position) => ({ ...process, position })))
    .execute();
  const system = products.flatMap((product) =>
    Object.entries<readonly string[]>(product.profiles).map(([name, opens]) => ({
      name,
      opens,
      product: product.id,
    })),
  );
  const custom = Object.entries(demoCustomProfiles).map(([name, opens]) => ({ name, opens, product: null }));
  const profiles = [...system, ...custom];
  await work.db
    .insertInto('profiles')
    .values(
      profiles.map(({ name, product }) => ({
        ...tenant,
        profile_id: profileId(key, name),
        kind: product === null ? ('custom' as const) : ('system' as const),
        product_id: product,
        name,
        name_key: textKey(name),
      })),
    )
    .execute();
  await work.db
    .insertInto('profile_processes')
    .values(
      profiles.flatMap(({ name, opens }) =>
        opens.map((process) => ({
          ...tenant,
          profile_id: profileId(key, name),
          process_id: processId(key, process),
        })),
      ),
    )
    .execute();
}

/** People with the profiles that they hold, in two statements however many they are. */
export async function writePeople(work: Work, key: string, people: readonly DemoPerson[]): Promise<void> {
  const rows = people.map(({ id, customer, profiles: _held, ...person }) => ({
    ...userColumns({ ...person, customerId: customerId(key, customer) }),
    tenant_id: work.tenantId,
    user_id: id,
    phones: person.phones,
    auth_method: person.authMethod,
    second_factors: person.secondFactors,
    source: 'demo',
    activated_at: person.activatedAt,
    disabled_at: person.disabledAt,
    locked_until: person.lockedUntil,
    access_expires_at: person.accessExpiresAt,
    invitation_sent_at: person.invitationSentAt,
    invitation_expires_at: person.invitationExpiresAt,
    last_login_at: person.lastLoginAt,
    created_at: person.createdAt,
    updated_at: person.createdAt,
  }));
  const columns = sql.join(Object.keys(rows[0] ?? {}).map((column) => sql.ref(column)));
  await sql`
    insert into users (${columns})
    select ${columns} from jsonb_populate_recordset(null::users, ${JSON.stringify(rows)}::jsonb)`.execute(
    work.db,
  );
  const held = people.flatMap((person) =>
    person.profiles.map((name) => ({ user: person.id, profile: profileId(key, name) })),
  );
  await sql`
    insert into user_profiles (tenant_id, user_id, profile_id)
    select ${work.tenantId}::uuid, "user", profile
    from jsonb_to_recordset(${JSON.stringify(held)}::jsonb) as h("user" uuid, profile uuid)`.execute(work.db);
}

/** Roles of some people, so that every default role has somebody and there is more than one admin. */
export async function writeOwnRoles(work: Work, key: string, people: readonly DemoPerson[]): Promise<void> {
  const able = people.filter((person) => person.activatedAt !== null && person.disabledAt === null);
  const roles: readonly DefaultRoleName[] = [
    'Admin',
    'BPM Admin',
    'BPM Admin',
    'Member',
    'Member',
    'Member',
    'Helpdesk',
    'Viewer',
    'Viewer',
    'Viewer',
  ];
  await grantRoles(
    work,
    key,
    roles.map((role, place) => ({ role, tenantId: work.tenantId, userId: able[place * 4]!.id })),
  );
}

export async function grantRoles(
  work: Work,
  key: string,
  grants: readonly { readonly role: DefaultRoleName; readonly tenantId: string; readonly userId: string }[],
): Promise<void> {
  if (grants.length === 0) return;
  await work.db
    .insertInto('role_grants')
    .values(
      grants.map((grant) => ({
        tenant_id: work.tenantId,
        grantee_tenant_id: grant.tenantId,
        grantee_user_id: grant.userId,
        role_id: roleId(key, grant.role),
      })),
    )
    .execute();
}
