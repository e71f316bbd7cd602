import type { AuditEvent } from '#shared/api/audit.ts';
import { emptyValues } from '#shared/domain/fields.ts';
import { userFields } from '#shared/domain/userFields.ts';
import type { Customer } from '#shared/api/customers.ts';
import type { Product, Profile } from '#shared/api/profiles.ts';
import type { Role } from '#shared/api/roles.ts';
import { defaultTenantSettings, tenantColors, type TenantSettings } from '#shared/api/tenants.ts';
import type { User } from '#shared/api/users.ts';
import { tenantKey } from '#shared/desktop/tenantKey.ts';
import type { SwitcherTenant } from '#shared/desktop/tenants.ts';
import { type DefaultRoleName, defaultRoleNames, defaultRoles } from '#shared/domain/permissions.ts';
import { cities, customerTitles, firstNames, lastNames, tenantNames } from './world/names.ts';

export interface WorldOptions {
  readonly tenants?: number;
  /** Only one tenant, as an admin of a single one has it. */
  readonly single?: boolean;
  /** Customers of the first tenant. */
  readonly customers?: number;
  /** Users of the first tenant. */
  readonly users?: number;
  readonly role?: DefaultRoleName;
  /** Settings of every tenant that differ from the defaults. */
  readonly settings?: Partial<TenantSettings>;
}

/** Everything the console may show, as the backend and the copy would hold it. */
export interface MemoryWorld {
  tenants: SwitcherTenant[];
  customers: Customer[];
  users: User[];
  profiles: Profile[];
  products: Product[];
  roles: Role[];
  audit: AuditEvent[];
}

const day = 86_400_000;
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
/** Ids that are valid, readable and the same in every run. */
export const idOf = (kind: number, index: number): string =>
  `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString();

export const providerId = idOf(1, 0);
export const tenantId = idOf(1, 1);
export const accountId = 'account-1';
/** The tenant in view, as the account sees it. */
export const inView = tenantKey(accountId, tenantId);

function createTenants(
  count: number,
  role: DefaultRoleName,
  settings: Partial<TenantSettings>,
): SwitcherTenant[] {
  return Array.from({ length: count }, (_, index): SwitcherTenant => {
    const id = idOf(1, index);
    const asOf = index < 3 ? ago(60_000 * (4 + index * 190)) : null;
    const key = tenantKey(accountId, id);
    return {
      id,
      key,
      parentId: index === 0 ? null : index === 3 ? idOf(1, 2) : idOf(1, 0),
      name:
        index === 0
          ? 'Meridian Services'
          : index <= tenantNames.length
            ? pick(tenantNames, index - 1)
            : `Customer ${index}`,
      code: index === 0 ? 'MERIDIAN' : `T${String(index).padStart(4, '0')}`,
      color: pick(tenantColors, index),
      kind: index === 0 ? 'service-provider' : 'managed',
      userCount: index === 1 ? 512 : (index * 37) % 900,
      customerCount: 12,
      roleNames: [role],
      permissions: [...defaultRoles[role]],
      settings: { ...defaultTenantSettings, ...settings },
      pinned: index === 2,
      recentRank: index === 1 ? 0 : index === 4 ? 1 : null,
      sync: {
        tenantId: key,
        phase: asOf === null ? 'never-opened' : 'up-to-date',
        asOf,
        loaded: null,
        expected: null,
        problem: null,
      },
    };
  });
}

function createCustomers(count: number): Customer[] {
  return Array.from({ length: count }, (_, index): Customer => {
    const title = pick(customerTitles, index);
    return {
      id: idOf(2, index),
      tenantId,
      version: 1,
      title: index < customerTitles.length ? title : `${title} ${index}`,
      email: index % 5 === 4 ? '' : `office${index}@nord.example`,
      city: pick(cities, index),
      address: index % 6 === 5 ? '' : `Hafenstraße ${index + 1}`,
      address2: '',
      postalCode: String(20_095 + index),
      country: pick(['DE', 'CH', 'SA', 'GR', 'JP', ''], index),
      timeZone: null,
      userCount: (index * 41) % 97,
      createdAt: ago(day * 90),
      updatedAt: ago(day * index),
    };
  });
}

function createProducts(): { products: Product[]; profiles: Profile[] } {
  const process = (index: number, name: string, section: string) => ({ id: idOf(5, index), name, section });
  const products: Product[] = [
    {
      id: idOf(3, 0),
      tenantId,
      version: 1,
      code: 'FM',
      name: 'Facility Management',
      description: 'Work orders, assets and inspections of buildings.',
      processes: [
        process(0, 'Work orders', 'Operations'),
        process(1, 'Inspections', 'Operations'),
        process(2, 'Assets', 'Master data'),
        process(3, 'Contracts', 'Master data'),
        process(4, 'Budgets', 'Finance'),
      ],
    },
    {
      id: idOf(3, 1),
      tenantId,
      version: 1,
      code: 'PROC',
      name: 'Procurement',
      description: 'Orders, suppliers and invoices.',
      processes: [
        process(5, 'Orders', 'Buying'),
        process(6, 'Suppliers', 'Buying'),
        process(7, 'Invoices', 'Finance'),
      ],
    },
  ];
  const names = [
    'Facility Manager',
    'Supplier',
    'Client',
    'Night shift',
    'Nordwind auditors with a long name',
  ];
  const profiles = names.map((name, index): Profile => ({
    id: idOf(4, index),
    tenantId,
    version: 1,
    kind: index < 3 ? 'system' : 'custom',
    productId: index < 3 ? idOf(3, index % 2) : null,
    name,
    description: index < 3 ? 'Comes with the product.' : 'Made by the tenant.',
    processIds: [idOf(5, index), idOf(5, index + 1)],
    createdAt: ago(day * 200),
    updatedAt: ago(day * 3),
  }));
  return { products, profiles };
}

function createUsers(count: number, customers: readonly Customer[]): User[] {
  return Array.from({ length: count }, (_, index): User => {
    const firstName = pick(firstNames, index);
    const lastName = pick(lastNames, index * 3 + Math.floor(index / firstNames.length));
    const kind = index % 9;
    const activated = kind !== 3 && kind !== 5;
    return {
      ...emptyValues(userFields),
      id: idOf(6, index),
      tenantId,
      customerId: pick(customers, index).id,
      version: 1,
      email: `person${index}@nord.example`,
      firstName,
      lastName,
      profileIds: [idOf(4, index % 5), idOf(4, (index + 1) % 5), idOf(4, (index + 3) % 5)].slice(
        0,
        1 + (index % 3),
      ),
      roleIds: index % 4 === 0 ? [idOf(7, index % 5)] : [],
      phones: index % 2 === 0 ? [{ kind: 'work', number: '+49 40 123456' }] : [],
      jobTitle: index % 3 === 0 ? 'Technician' : '',
      authMethod: pick(['local', 'local', 'sso', 'sso-password'] as const, index),
      secondFactors: index % 3 === 0 ? ['totp'] : [],
      source: pick(['console', 'import', 'demo'] as const, index),
      avatar: null,
      activatedAt: activated ? ago(day * 60) : null,
      disabledAt: kind === 4 ? ago(day * 2) : null,
      lockedUntil: kind === 6 ? new Date(Date.now() + day).toISOString() : null,
      accessExpiresAt: kind === 7 ? ago(day) : null,
      invitationSentAt: activated ? null : ago(3_600_000),
      invitationExpiresAt: activated
        ? null
        : kind === 3
          ? new Date(Date.now() + day).toISOString()
          : ago(1000),
      lastLoginAt: activated && index % 5 !== 0 ? ago(3_600_000 * (index + 1) * 7) : null,
      createdAt: ago(day * 61),
      updatedAt: ago(day),
    };
  });
}

function createAudit(users: readonly User[], customers: readonly Customer[]): AuditEvent[] {
  const types = [
    'session.signed-in',
    'customer.updated',
    'user.profiles-assigned',
    'user.created',
    'bulk.applied',
  ] as const;
  return Array.from({ length: 60 }, (_, index): AuditEvent => {
    const type = pick(types, index);
    const user = users[index];
    const customer = customers[index % Math.max(1, customers.length)];
    return {
      id: idOf(8, index),
      tenantId,
      sequence: 60 - index,
      at: ago(index * 3_700_000),
      type,
      actor: index % 7 === 6 ? null : { tenantId: providerId, userId: idOf(9, 0), name: 'Mara Lindqvist' },
      target:
        type === 'customer.updated' && customer !== undefined
          ? { kind: 'customer', id: customer.id, label: customer.title }
          : user === undefined
            ? null
            : { kind: 'user', id: user.id, label: `${user.firstName} ${user.lastName}` },
      changes: type === 'customer.updated' ? [{ field: 'city', from: 'Bremen', to: 'Hamburg' }] : [],
      details: type === 'bulk.applied' ? { users: 12, mode: 'replace' } : {},
      hash: 'f'.repeat(64),
      previousHash: 'e'.repeat(64),
    };
  });
}

export function createMemoryWorld(options: WorldOptions = {}): MemoryWorld {
  const { tenants = 6, customers = 12, users = 512, role = 'Admin', single = false, settings = {} } = options;
  const customerList = createCustomers(customers);
  const userList = customers === 0 ? [] : createUsers(users, customerList);
  for (const customer of customerList)
    customer.userCount = userList.filter(({ customerId }) => customerId === customer.id).length;
  return {
    tenants: createTenants(tenants, role, settings).filter(({ id }) => !single || id === tenantId),
    customers: customerList,
    users: userList,
    ...createProducts(),
    roles: defaultRoleNames.map((name, index) => ({
      id: idOf(7, index),
      tenantId,
      version: 1,
      kind: 'default',
      name,
      permissions: [...defaultRoles[name]],
    })),
    audit: createAudit(userList, customerList),
  };
}
