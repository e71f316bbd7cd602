import { z } from 'zod';
import { customerFields } from '../domain/customerFields.ts';
import { answersOf, changesOf, inputOf } from '../domain/fields.ts';
import { entityId, entityVersion, instant } from '../domain/formats.ts';
import { searchInput } from '../domain/text.ts';
import { pageOf, pageQuery, sortDirections } from './pages.ts';
import { defineRoutes } from './route.ts';

export const customerInput = inputOf(customerFields);
export type CustomerInput = z.infer<typeof customerInput>;

/** A business entity or department inside a tenant; every user belongs to exactly one. */
export const customer = z.object({
  id: entityId,
  tenantId: entityId,
  version: entityVersion,
  ...answersOf(customerFields),
  /** Kept by triggers of the database; not part of the version. */
  userCount: z.int().min(0),
  createdAt: instant,
  updatedAt: instant,
});
export type Customer = z.infer<typeof customer>;

export const customerSortFields = ['title', 'email', 'userCount', 'city', 'address'] as const;
export type CustomerSortField = (typeof customerSortFields)[number];

/** What becomes of the users of a deleted customer (C4). */
export const customerDeletion = z.strictObject({
  version: entityVersion,
  users: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('move'), toCustomerId: entityId }),
    z.strictObject({ kind: z.literal('delete') }),
  ]),
});

export const customerRoutes = defineRoutes({
  'customers.list': {
    summary: 'Customers of a tenant, a keyset page.',
    method: 'GET',
    path: '/v1/tenants/:tenantId/customers',
    access: 'customers.read',
    query: z.strictObject({
      ...pageQuery,
      search: searchInput.optional(),
      sort: z.enum(customerSortFields).optional(),
      direction: z.enum(sortDirections).optional(),
    }),
    answer: pageOf(customer),
    errors: ['CURSOR_INVALID'],
  },
  'customers.get': {
    summary: 'One customer.',
    method: 'GET',
    path: '/v1/tenants/:tenantId/customers/:customerId',
    access: 'customers.read',
    answer: customer,
  },
  'customers.create': {
    summary: 'Creates a customer.',
    method: 'POST',
    path: '/v1/tenants/:tenantId/customers',
    access: 'customers.create',
    body: customerInput,
    status: 201,
    answer: customer,
    errors: ['NAME_TAKEN'],
    audit: 'customer.created',
    affects: { kind: 'customer', how: 'answered' },
    offline: 'queue',
  },
  'customers.update': {
    summary: 'Changes the named fields of a customer.',
    method: 'PATCH',
    path: '/v1/tenants/:tenantId/customers/:customerId',
    access: 'customers.edit',
    body: z.strictObject({ version: entityVersion, changes: changesOf(customerFields) }),
    answer: customer,
    errors: ['NAME_TAKEN', 'VERSION_CONFLICT'],
    audit: 'customer.updated',
    affects: { kind: 'customer', how: 'answered' },
    offline: 'queue',
  },
  'customers.delete': {
    summary: 'Deletes a customer and moves or deletes its users in the same transaction.',
    method: 'POST',
    path: '/v1/tenants/:tenantId/customers/:customerId/deletion',
    access: 'customers.delete',
    body: customerDeletion,
    answer: z.object({ id: entityId, usersMoved: z.int(), usersDeleted: z.int() }),
    errors: ['VERSION_CONFLICT', 'CUSTOMER_HAS_USERS', 'ACTION_NOT_ALLOWED'],
    audit: 'customer.deleted',
    affects: { kind: 'customer', how: 'removed', id: 'customerId' },
  },
});
