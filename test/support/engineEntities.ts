import type { Customer } from '#shared/api/customers.ts';
import type { Product, Profile } from '#shared/api/profiles.ts';
import type { Role } from '#shared/api/roles.ts';
import { defaultTenantSettings, type TenantSummary } from '#shared/api/tenants.ts';
import type { User } from '#shared/api/users.ts';
import { emptyValues } from '#shared/domain/fields.ts';
import { permissions } from '#shared/domain/permissions.ts';
import { userFields } from '#shared/domain/userFields.ts';

/** An id made of numbers, so that tests can name entities and ids differ where they must. */
export function idNumber(kind: number, number: number): string {
  return `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

export const tenantIdOf = (number: number): string => idNumber(1, number);
const at = (day: number): string => new Date(Date.UTC(2025, 0, 1) + day * 86_400_000).toISOString();

export function someTenant(number: number, changes: Partial<TenantSummary> = {}): TenantSummary {
  return {
    id: tenantIdOf(number),
    parentId: null,
    name: `Tenant ${String(number)}`,
    code: `T${String(number)}`,
    color: 'blue',
    kind: 'managed',
    userCount: 0,
    customerCount: 0,
    roleNames: ['Admin'],
    permissions: [...permissions],
    settings: defaultTenantSettings,
    ...changes,
  };
}

export function someRole(tenantId: string, number: number, changes: Partial<Role> = {}): Role {
  return {
    id: idNumber(2, number),
    tenantId,
    version: 1,
    kind: 'default',
    name: `Role ${String(number)}`,
    permissions: [],
    ...changes,
  };
}

export function someProduct(tenantId: string, number: number, changes: Partial<Product> = {}): Product {
  const processes = [{ id: idNumber(9, number), name: 'Work orders', section: 'Maintenance' }];
  return {
    id: idNumber(3, number),
    tenantId,
    version: 1,
    code: `P${String(number)}`,
    name: `Product ${String(number)}`,
    description: '',
    processes,
    ...changes,
  };
}

export function someProfile(tenantId: string, number: number, changes: Partial<Profile> = {}): Profile {
  return {
    id: idNumber(4, number),
    tenantId,
    version: 1,
    kind: 'custom',
    productId: null,
    name: `Profile ${String(number)}`,
    description: '',
    processIds: [],
    createdAt: at(0),
    updatedAt: at(0),
    ...changes,
  };
}

export function someCustomer(tenantId: string, number: number, changes: Partial<Customer> = {}): Customer {
  return {
    id: idNumber(5, number),
    tenantId,
    version: 1,
    title: `Customer ${String(number)}`,
    email: `office${String(number)}@example.com`,
    city: 'Berlin',
    address: `Street ${String(number)}`,
    address2: '',
    postalCode: '10115',
    country: 'DE',
    timeZone: null,
    userCount: 0,
    createdAt: at(0),
    updatedAt: at(0),
    ...changes,
  };
}

export function someUser(tenantId: string, number: number, changes: Partial<User> = {}): User {
  return {
    ...emptyValues(userFields),
    id: idNumber(6, number),
    tenantId,
    customerId: idNumber(5, 1),
    version: 1,
    email: `user${String(number)}@example.com`,
    firstName: `First${String(number)}`,
    lastName: `Last${String(number)}`,
    authMethod: 'local',
    secondFactors: [],
    source: 'console',
    avatar: null,
    activatedAt: at(1),
    disabledAt: null,
    lockedUntil: null,
    accessExpiresAt: null,
    invitationSentAt: at(0),
    invitationExpiresAt: at(2),
    lastLoginAt: null,
    lastMail: null,
    createdAt: at(0),
    updatedAt: at(0),
    ...changes,
  };
}
