import { z } from 'zod';
import { customer, customerSortFields } from '../api/customers.ts';
import { deletedUser, deletedUserSortFields } from '../api/deletedUsers.ts';
import { pageLimit, sortDirections } from '../api/pages.ts';
import { product, profile } from '../api/profiles.ts';
import { role } from '../api/roles.ts';
import { user, userFilter } from '../api/users.ts';
import { selectionLimit } from '../domain/bulkSelection.ts';
import { entityId, instant } from '../domain/formats.ts';
import { searchInput } from '../domain/text.ts';
import { authStates, userStatuses } from '../domain/userStatus.ts';
import { defineCommands } from './command.ts';
import { tenantKeySchema } from './tenantKey.ts';

const tenant = { tenantKey: tenantKeySchema };

/** Where rows came from and how old they are, so that every grid can say "as of". */
export const provenance = z.object({
  /** `backend`: fetched directly while the copy still loads. */
  source: z.enum(['copy', 'backend']),
  asOf: instant.nullable(),
});
export type Provenance = z.infer<typeof provenance>;

/** What is computed of a user for people to read: names instead of ids, status and auth as of now. */
const readable = {
  name: z.string(),
  customerTitle: z.string(),
  profileNames: z.array(z.string()),
  roleNames: z.array(z.string()),
  status: z.enum(userStatuses),
  auth: z.enum(authStates),
};

/** A user as the grid shows it, with what the entries of its menu depend on: half of the user, as pages come often. */
export const userRow = user
  .pick({
    id: true,
    version: true,
    email: true,
    firstName: true,
    lastName: true,
    authMethod: true,
    secondFactors: true,
    source: true,
    avatar: true,
    activatedAt: true,
    disabledAt: true,
    accessExpiresAt: true,
    lastLoginAt: true,
    lastMail: true,
  })
  .extend(readable);
export type UserRow = z.infer<typeof userRow>;

/** Everything about a user, for its form. */
export const userDetails = user.extend(readable);
export type UserDetails = z.infer<typeof userDetails>;

/** Every shown column sorts; ties are broken by id. */
export const userSortFields = [
  'email',
  'name',
  'profiles',
  'role',
  'auth',
  'secondFactors',
  'lastLoginAt',
  'status',
  'accessExpiresAt',
  'source',
  'customer',
] as const;
export type UserSortField = (typeof userSortFields)[number];

/** A place in a sorted list: opaque to the renderer, which keeps one per page it has seen. */
const anchor = z.string().max(4096);

function rowsPage<T extends z.ZodType>(row: T) {
  return z.object({
    rows: z.array(row),
    /** Anchor of the next page, or null at the end. */
    nextAnchor: anchor.nullable(),
    /** Rows that match in all; a lower bound when `totalIsExact` is false ("10,000+"). */
    total: z.int(),
    totalIsExact: z.boolean(),
    provenance,
  });
}

export const userPage = rowsPage(userRow);
export type UserPage = z.infer<typeof userPage>;
export const customerPage = rowsPage(customer);
export type CustomerPage = z.infer<typeof customerPage>;

/** Somebody whom the recycle bin keeps, as its grid shows them. */
const deletedUserRow = deletedUser.extend({ name: z.string() });
export type DeletedUserRow = z.infer<typeof deletedUserRow>;

const pageInput = {
  ...tenant,
  direction: z.enum(sortDirections).default('asc'),
  limit: z.int().min(1).max(pageLimit).default(50),
  anchor: anchor.nullable().default(null),
};

export const userPageInput = z.strictObject({
  ...pageInput,
  filter: userFilter,
  /** Of those that match, only these. */
  only: z.array(entityId).max(selectionLimit).optional(),
  // What is kept of a grid may have been kept by a version with other columns.
  sort: z.enum(userSortFields).default('name').catch('name'),
});

const customerPageInput = z.strictObject({
  ...pageInput,
  search: searchInput.default(''),
  sort: z.enum(customerSortFields).default('title').catch('title'),
});

const deletedUserPageInput = z.strictObject({
  ...pageInput,
  search: searchInput.default(''),
  sort: z.enum(deletedUserSortFields).default('deletedAt').catch('deletedAt'),
});

export const gridCommands = defineCommands('engine', {
  'users.page': {
    reads: ['user', 'customer', 'profile', 'role'],
    input: userPageInput,
    output: userPage,
  },
  'users.one': {
    reads: ['user', 'customer', 'profile', 'role'],
    input: z.strictObject({ ...tenant, userId: entityId }),
    output: userDetails,
  },
  /** What became of users that were selected: who is gone, and how many of the others don't match the filter. */
  'users.selected': {
    reads: ['user', 'customer', 'profile', 'role'],
    input: z.strictObject({ ...tenant, filter: userFilter, userIds: z.array(entityId).max(selectionLimit) }),
    output: z.object({ gone: z.array(entityId), hidden: z.int() }),
  },
  /** The recycle bin, which is never copied: who is deleted leaves every computer but the backend. */
  'deletedUsers.page': {
    reads: ['user'],
    input: deletedUserPageInput,
    output: rowsPage(deletedUserRow),
  },
  'users.picture': {
    reads: [],
    input: z.strictObject({ ...tenant, userId: entityId, avatar: z.string() }),
    /** A WebP in base64, from the copy if it is there, else from the backend; null when neither has it. */
    output: z.object({ image: z.string().nullable() }),
  },
  'customers.page': {
    reads: ['customer'],
    input: customerPageInput,
    output: customerPage,
  },
  'customers.one': {
    reads: ['customer'],
    input: z.strictObject({ ...tenant, customerId: entityId }),
    output: customer,
  },
  'profiles.all': {
    reads: ['profile', 'product', 'user'],
    input: z.strictObject(tenant),
    output: z.object({
      profiles: z.array(profile.extend({ holders: z.int() })),
      products: z.array(product),
      provenance,
    }),
  },
  'roles.all': {
    reads: ['role'],
    input: z.strictObject(tenant),
    output: z.object({ roles: z.array(role), provenance }),
  },
});
