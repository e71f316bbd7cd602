import { defaultTenantSettings, tenantColors, type TenantSettings } from '#shared/api/tenants.ts';
import { type DefaultRoleName, defaultRoleNames, defaultRoles } from '#shared/domain/permissions.ts';
import { textKey } from '#shared/domain/text.ts';
import { customerRow, userRow } from '#test/support/rows.ts';
import type { Kysely } from 'kysely';
import { kyselyOn } from '../../../../src-backend/database/kyselyOn.ts';
import { newId } from '../../../../src-backend/database/newId.ts';
import type { TenantSchema } from '../../../../src-backend/database/schema.ts';
import type { SqlDatabase } from '../../../../src-backend/database/sqlDatabase.ts';
import { cities, customerTitles, firstNames, lastNames, tenantNames } from './names.ts';
import { products, profiles } from './products.ts';

/** What a test finds in its tenant, Contoso. */
export interface SceneOptions {
  /** How many tenants Mara works on. */
  readonly tenants?: number;
  /** Mara works on Contoso only. */
  readonly single?: boolean;
  readonly customers?: number;
  readonly users?: number;
  /** Mara's role in all of them. */
  readonly role?: DefaultRoleName;
  /** Settings of Contoso that differ from the defaults. */
  readonly settings?: Partial<TenantSettings>;
}

export interface Person {
  readonly tenantId: string;
  readonly userId: string;
  readonly email: string;
}

/** A tenant of its own for one test, below a provider that all tests share. */
export interface Scene {
  readonly tenantId: string;
  readonly tenantIds: Readonly<Record<string, string>>;
  readonly customerIds: readonly string[];
  readonly userIds: readonly string[];
  readonly profileIds: Readonly<Record<string, string>>;
  /** Signs in at the console. */
  readonly mara: Person;
  /** Works on Contoso at another machine. */
  readonly jo: Person;
}

interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly roleIds: Readonly<Record<DefaultRoleName, string>>;
}

type Database = Kysely<TenantSchema>;
const day = 86_400_000;
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString();

/** Writes scenes as the owner of the database, who may write into several tenants at once. */
export async function createScenes(database: SqlDatabase, passwordHash: string) {
  const provider = newTenant('Meridian Services');
  const staffCustomer = newId();
  const others = tenantNames.slice(1, 5).map(newTenant);
  let made = 0;

  const asOwner = <T>(work: (db: Database) => Promise<T>): Promise<T> =>
    database.session(async (session) => {
      await session.script('begin; set local search_path to tenantdesk');
      const done = await work(kyselyOn<TenantSchema>(session));
      await session.script('commit');
      return done;
    });

  await asOwner(async (db) => {
    await writeTenants(
      db,
      [provider, ...others].map((tenant, index) => ({
        ...tenant,
        code: index === 0 ? 'MERIDIAN' : codeOf(index + 1),
        // One below another, as sub-tenants are.
        parentId: index === 0 ? null : index === 2 ? (others[0]?.id ?? null) : provider.id,
        settings: {},
      })),
    );
    await writeCustomers(db, provider.id, [staffCustomer]);
  });

  async function writeStaff(db: Database, index: number): Promise<{ mara: Person; jo: Person }> {
    const people = (['mara', 'jo'] as const).map((name) => ({
      tenantId: provider.id,
      userId: newId(),
      email: `${name}${index}@meridian.example`,
    }));
    const [mara, jo] = people as [Person, Person];
    await db
      .insertInto('users')
      .values(
        people.map(({ userId, email }, at) => {
          const [first, last] = at === 0 ? ['Mara', 'Lindqvist'] : ['Jo', 'Falk'];
          return userRow({
            tenant_id: provider.id,
            user_id: userId,
            customer_id: staffCustomer,
            email,
            first_name: first,
            last_name: last,
            activated_at: ago(90 * day),
          });
        }),
      )
      .execute();
    await db
      .insertInto('user_credentials')
      .values(
        people.map(({ userId }) => ({
          tenant_id: provider.id,
          user_id: userId,
          password_hash: passwordHash,
          password_set_at: ago(day),
        })),
      )
      .execute();
    return { mara, jo };
  }

  return {
    async write(options: SceneOptions): Promise<Scene> {
      const {
        tenants = 6,
        single = false,
        customers = 4,
        users = 12,
        role = 'Admin',
        settings = {},
      } = options;
      const contoso = newTenant('Contoso GmbH');
      const more = Array.from({ length: Math.max(0, tenants - 6) }, (_, at) =>
        newTenant(`Customer ${at + 6}`),
      );
      const around = single ? [] : [provider, ...others.slice(0, Math.max(0, tenants - 2)), ...more];
      const customerIds = Array.from({ length: customers }, () => newId());
      const userIds = Array.from({ length: customers === 0 ? 0 : users }, () => newId());
      return asOwner(async (db) => {
        await writeTenants(db, [
          {
            ...contoso,
            code: codeOf(1),
            parentId: provider.id,
            // Most tests are not about profiles.
            settings: { 'users.profileRequired': false, ...settings },
          },
          ...more.map(({ roleIds, ...tenant }, at) => ({
            ...tenant,
            // Thousands of them: with the one role that is held.
            roleIds: { [role]: roleIds[role] },
            code: codeOf(at + 6),
            parentId: provider.id,
            settings: {},
          })),
        ]);
        await writeCustomers(db, contoso.id, customerIds);
        const profileIds = await writeProducts(db, contoso.id);
        await writeUsers(db, contoso, { userIds, customerIds, profileIds: Object.values(profileIds) });
        const staff = await writeStaff(db, (made += 1));
        await grant(db, staff.mara, { tenants: [contoso, ...around], role });
        await grant(db, staff.jo, { tenants: [contoso], role: 'Admin' });
        return {
          ...staff,
          tenantId: contoso.id,
          customerIds,
          userIds,
          profileIds,
          tenantIds: Object.fromEntries([contoso, ...around].map(({ id, name }) => [name, id])),
        };
      });
    },
    /** Takes a person's roles in tenants away, as an administrator of them does. */
    revoke: ({ userId }: Person, tenantIds: readonly string[]) =>
      asOwner((db) =>
        db
          .deleteFrom('role_grants')
          .where('grantee_user_id', '=', userId)
          .where('tenant_id', 'in', tenantIds)
          .execute(),
      ),
    /** Shuts a person out, or lets them in again. */
    setDisabled: ({ userId }: Person, disabled: boolean) =>
      asOwner((db) =>
        db
          .updateTable('users')
          .set({ disabled_at: disabled ? ago(0) : null })
          .where('user_id', '=', userId)
          .execute(),
      ),
    setRole: (person: Person, tenantId: string, role: DefaultRoleName) =>
      asOwner((db) =>
        db
          .updateTable('role_grants')
          .set((update) => ({
            role_id: update
              .selectFrom('roles')
              .select('role_id')
              .where('tenant_id', '=', tenantId)
              .where('name', '=', role)
              .$asScalar(),
          }))
          .where('grantee_user_id', '=', person.userId)
          .where('tenant_id', '=', tenantId)
          .execute(),
      ),
  };
}

const codeOf = (index: number): string => `T${String(index).padStart(4, '0')}`;

function newTenant(name: string): Tenant {
  return {
    id: newId(),
    name,
    roleIds: Object.fromEntries(defaultRoleNames.map((role) => [role, newId()])) as Tenant['roleIds'],
  };
}

async function writeTenants(
  db: Database,
  tenants: readonly (Pick<Tenant, 'id' | 'name'> & {
    readonly roleIds: Partial<Tenant['roleIds']>;
    readonly code: string;
    readonly parentId: string | null;
    readonly settings: Partial<TenantSettings>;
  })[],
): Promise<void> {
  await db
    .insertInto('tenants')
    .values(
      tenants.map(({ id, name, code, parentId, settings }, index) => ({
        tenant_id: id,
        parent_id: parentId,
        name,
        code,
        color: pick(tenantColors, index),
        kind: parentId === null ? ('service-provider' as const) : ('managed' as const),
        settings: JSON.stringify({ ...defaultTenantSettings, ...settings }),
      })),
    )
    .execute();
  await db
    .insertInto('roles')
    .values(
      tenants.flatMap(({ id, roleIds }) =>
        (Object.entries(roleIds) as [DefaultRoleName, string][]).map(([name, roleId]) => ({
          tenant_id: id,
          role_id: roleId,
          kind: 'default' as const,
          name,
          name_key: textKey(name),
          permissions: defaultRoles[name],
        })),
      ),
    )
    .execute();
}

async function writeCustomers(db: Database, tenantId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .insertInto('customers')
    .values(
      ids.map((id, index) => {
        const title = `${pick(customerTitles, index)}${index < customerTitles.length ? '' : ` ${index}`}`;
        return customerRow({
          tenant_id: tenantId,
          customer_id: id,
          title,
          email: index % 5 === 4 ? '' : `office${index}@nord.example`,
          city: pick(cities, index),
          address: index % 6 === 5 ? '' : `Hafenstraße ${index + 1}`,
          postal_code: `${20_095 + index}`,
          country: pick(['DE', 'CH', 'SA', 'GR', 'JP', ''], index),
          created_at: ago(90 * day),
        });
      }),
    )
    .execute();
}

/** Answers the ids of the profiles by name. */
async function writeProducts(db: Database, tenantId: string): Promise<Record<string, string>> {
  const tenant = { tenant_id: tenantId };
  const productIds = products.map(() => newId());
  const processIds: string[] = [];
  await db
    .insertInto('products')
    .values(
      products.map(({ processes: _, ...product }, at) => ({
        ...tenant,
        ...product,
        product_id: productIds[at] ?? '',
      })),
    )
    .execute();
  await db
    .insertInto('processes')
    .values(
      products.flatMap(({ processes }, at) =>
        processes.map(([name, section]) => {
          const id = newId();
          const position = processIds.push(id);
          return { ...tenant, process_id: id, product_id: productIds[at] ?? '', name, section, position };
        }),
      ),
    )
    .execute();
  const ids = profiles.map(() => newId());
  await db
    .insertInto('profiles')
    .values(
      profiles.map(({ name, product }, at) => ({
        ...tenant,
        profile_id: ids[at] ?? '',
        name,
        name_key: textKey(name),
        kind: product === null ? ('custom' as const) : ('system' as const),
        product_id: product === null ? null : (productIds[product] ?? null),
        description: product === null ? 'Made by the tenant.' : 'Comes with the product.',
      })),
    )
    .execute();
  await db
    .insertInto('profile_processes')
    .values(
      ids.flatMap((profileId, at) =>
        [at, at + 1].map((place) => ({
          ...tenant,
          profile_id: profileId,
          process_id: processIds[place] ?? '',
        })),
      ),
    )
    .execute();
  return Object.fromEntries(profiles.map(({ name }, at) => [name, ids[at] ?? '']));
}

/** Without Admin: the last one of a tenant may neither go nor be deactivated. */
const lesserRoles = defaultRoleNames.filter((role) => role !== 'Admin');

interface UserIds {
  readonly userIds: readonly string[];
  readonly customerIds: readonly string[];
  readonly profileIds: readonly string[];
}

/** People in every state: of nine, the fourth was invited, the fifth disabled, the sixth's invitation expired, … */
async function writeUsers(
  db: Database,
  tenant: Tenant,
  { userIds, customerIds, profileIds }: UserIds,
): Promise<void> {
  if (userIds.length === 0) return;
  await db
    .insertInto('users')
    .values(
      userIds.map((id, index) => {
        const kind = index % 9;
        const activated = kind !== 3 && kind !== 5;
        const first = pick(firstNames, index);
        const last = pick(lastNames, index * 3 + Math.floor(index / firstNames.length));
        return userRow({
          tenant_id: tenant.id,
          user_id: id,
          customer_id: pick(customerIds, index),
          email: `person${index}@nord.example`,
          first_name: first,
          last_name: last,
          phones: JSON.stringify(index % 2 === 0 ? [{ kind: 'work', number: '+49 40 123456' }] : []),
          job_title: index % 3 === 0 ? 'Technician' : '',
          currency: 'USD',
          auth_method: pick(['local', 'local', 'sso', 'sso-password'] as const, index),
          second_factors: index % 3 === 0 ? (['totp'] as const) : [],
          source: pick(['console', 'import', 'demo'] as const, index),
          activated_at: activated ? ago(60 * day) : null,
          disabled_at: kind === 4 ? ago(2 * day) : null,
          locked_until: kind === 6 ? ago(-day) : null,
          access_expires_at: kind === 7 ? ago(day) : null,
          invitation_sent_at: activated ? null : ago(3_600_000),
          invitation_expires_at: activated ? null : ago(kind === 3 ? -day : 1000),
          last_login_at: activated && index % 5 !== 0 ? ago(3_600_000 * (index + 1) * 7) : null,
          created_at: ago(61 * day),
        });
      }),
    )
    .execute();
  await db
    .insertInto('user_profiles')
    .values(
      userIds.flatMap((userId, index) =>
        [index % 5, (index + 1) % 5, (index + 3) % 5]
          .slice(0, 1 + (index % 3))
          .map((at) => ({ tenant_id: tenant.id, user_id: userId, profile_id: profileIds[at] ?? '' })),
      ),
    )
    .execute();
  await db
    .insertInto('role_grants')
    .values(
      userIds.flatMap((userId, index) =>
        index % 4 === 0 ? [grantOf({ tenantId: tenant.id, userId }, tenant, pick(lesserRoles, index))] : [],
      ),
    )
    .execute();
}

const grantOf = (to: Pick<Person, 'tenantId' | 'userId'>, tenant: Tenant, role: DefaultRoleName) => ({
  tenant_id: tenant.id,
  grantee_tenant_id: to.tenantId,
  grantee_user_id: to.userId,
  role_id: tenant.roleIds[role],
});

async function grant(
  db: Database,
  person: Person,
  { tenants, role }: { readonly tenants: readonly Tenant[]; readonly role: DefaultRoleName },
): Promise<void> {
  await db
    .insertInto('role_grants')
    .values(tenants.map((tenant) => grantOf(person, tenant, role)))
    .execute();
  await db
    .insertInto('account_tenants')
    .values(
      tenants
        .filter(({ id }) => id !== person.tenantId)
        .map(({ id }) => ({ tenant_id: person.tenantId, user_id: person.userId, managed_tenant_id: id })),
    )
    .execute();
}
