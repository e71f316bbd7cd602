import { z } from 'zod';
import { answersOf, changesOf, inputOf } from '../domain/fields.ts';
import { entityId, entityVersion, instant } from '../domain/formats.ts';
import { userFields } from '../domain/userFields.ts';
import { mailStates } from '../domain/mailDelivery.ts';
import { authMethods, authStates, userStatuses } from '../domain/userStatus.ts';
import { knownOf, oneOf } from '../domain/newer.ts';
import { searchInput } from '../domain/text.ts';
import { commaList, pageOf, pageQuery, sortDirections } from './pages.ts';
import { defineRoutes } from './route.ts';

export const secondFactors = ['totp', 'email', 'sms', 'passkey'] as const;
export const userSources = ['console', 'invitation', 'import', 'sso', 'scim', 'directory', 'demo'] as const;

/** What a person may write of a user (U2, without access expiry and security set-up, which come with identity). */
export const userInput = inputOf(userFields);
export type UserInput = z.infer<typeof userInput>;

/** What became of the last mail to a person. `problem`: the mail server's words, one line. */
const lastMail = z.object({
  state: oneOf(mailStates),
  at: instant,
  problem: z.string().nullable(),
});
export type LastMail = z.infer<typeof lastMail>;

/** A person with a login in a tenant, as far as the console may know: never hashes, secrets or tokens. */
export const user = z.object({
  id: entityId,
  tenantId: entityId,
  version: entityVersion,
  ...answersOf(userFields),
  authMethod: oneOf(authMethods),
  secondFactors: knownOf(secondFactors),
  source: oneOf(userSources),
  /** Names the picture's content (a hash), or null; the picture is read by `users.avatar`. */
  avatar: z.string().nullable(),
  activatedAt: instant.nullable(),
  disabledAt: instant.nullable(),
  lockedUntil: instant.nullable(),
  accessExpiresAt: instant.nullable(),
  invitationSentAt: instant.nullable(),
  invitationExpiresAt: instant.nullable(),
  lastLoginAt: instant.nullable(),
  lastMail: lastMail.nullable().default(null),
  createdAt: instant,
  updatedAt: instant,
});
export type User = z.infer<typeof user>;

/** Which users are meant; absent parts don't restrict. Values of one part are alternatives, parts add up. */
export const userFilter = z.strictObject({
  customerId: entityId.optional(),
  profileIds: z.array(entityId).max(50).optional(),
  statuses: z.array(z.enum(userStatuses)).max(userStatuses.length).optional(),
  auths: z.array(z.enum(authStates)).max(authStates.length).optional(),
  /** Words of what is searched of a user, or of the title of its customer: see `searchTerms`. */
  search: searchInput.optional(),
  /** Never activated although created more than this many hours ago (U5: 24). */
  notActivatedForHours: z.int().min(1).max(8760).optional(),
});
export type UserFilter = z.infer<typeof userFilter>;

/** Sorts that the backend can page by keyset; the copy on the machine sorts by every column. */
export const userListSortFields = ['name', 'email', 'lastLoginAt', 'createdAt'] as const;

const userVersionBody = z.strictObject({ version: entityVersion });

/** Somebody who was found in a tenant, as far as one needs to tell people apart. */
const foundUser = user
  .pick({
    id: true,
    email: true,
    firstName: true,
    lastName: true,
    employeeNumber: true,
    phones: true,
    activatedAt: true,
    disabledAt: true,
    lockedUntil: true,
    accessExpiresAt: true,
    invitationExpiresAt: true,
  })
  .extend({
    /** Null for an account that may not see customers there. */
    customerTitle: z.string().nullable(),
  });

const answersUser = { kind: 'user', how: 'answered' } as const;

export const userRoutes = defineRoutes({
  'users.list': {
    summary: 'Users of a tenant or of one customer, a keyset page.',
    method: 'GET',
    path: '/v1/tenants/:tenantId/users',
    access: 'users.read',
    query: z.strictObject({
      ...pageQuery,
      customerId: entityId.optional(),
      profileIds: commaList(entityId).optional(),
      statuses: commaList(z.enum(userStatuses)).optional(),
      auths: commaList(z.enum(authStates)).optional(),
      search: searchInput.optional(),
      sort: z.enum(userListSortFields).optional(),
      direction: z.enum(sortDirections).optional(),
    }),
    answer: pageOf(user),
    errors: ['CURSOR_INVALID'],
  },
  'users.find': {
    summary:
      'Users in every tenant in which the account may see them, by tenant; some tenants at a time, in the order of their ids.',
    method: 'GET',
    path: '/v1/me/users',
    access: 'signed-in',
    query: z.strictObject({
      /** As in `userFilter`. */
      search: searchInput,
      /** Tenants that are left out. */
      except: commaList(entityId, 100).optional(),
      /** Goes on behind this tenant: `next` of the answer before. */
      after: entityId.optional(),
    }),
    answer: z.object({
      groups: z.array(
        z.object({
          tenantId: entityId,
          /** The first by name. */
          users: z.array(foundUser),
          /** How many match there; a lower bound unless it is exact. */
          total: z.int(),
          totalIsExact: z.boolean(),
        }),
      ),
      /** The last tenant that was searched; null when all were. */
      next: entityId.nullable(),
    }),
    window: 'never',
  },
  'users.get': {
    summary: 'One user.',
    method: 'GET',
    path: '/v1/tenants/:tenantId/users/:userId',
    access: 'users.read',
    answer: user,
  },
  'users.create': {
    summary: 'Creates a user and mails the activation link.',
    method: 'POST',
    path: '/v1/tenants/:tenantId/users',
    access: 'users.create',
    body: userInput,
    status: 201,
    answer: user,
    errors: ['EMAIL_TAKEN', 'ACTION_NOT_ALLOWED'],
    audit: 'user.created',
    affects: answersUser,
    offline: 'queue',
  },
  'users.update': {
    summary: 'Changes the named fields of a user, with immediate effect.',
    method: 'PATCH',
    path: '/v1/tenants/:tenantId/users/:userId',
    access: 'users.edit',
    body: z.strictObject({ version: entityVersion, changes: changesOf(userFields) }),
    answer: user,
    errors: ['EMAIL_TAKEN', 'VERSION_CONFLICT', 'ACTION_NOT_ALLOWED'],
    audit: 'user.updated',
    affects: answersUser,
    offline: 'queue',
  },
  'users.avatar': {
    summary: 'The picture of a user as a WebP of 128 × 128 pixels, in base64.',
    method: 'GET',
    path: '/v1/tenants/:tenantId/users/:userId/avatar',
    access: 'users.read',
    answer: z.object({ avatar: z.string(), image: z.base64() }),
  },
  'users.setAvatar': {
    summary:
      'Sets or removes the picture of a user: PNG, JPEG or WebP, read, re-encoded and freed of metadata.',
    method: 'PUT',
    path: '/v1/tenants/:tenantId/users/:userId/avatar',
    access: 'users.edit',
    body: z.strictObject({
      version: entityVersion,
      image: z.base64({ error: 'invalid' }).max(240_000, { error: 'too-long' }).nullable(),
    }),
    answer: user,
    errors: ['VERSION_CONFLICT'],
    audit: 'user.avatar-changed',
    affects: answersUser,
  },
  'users.activate': {
    summary: 'Lets a deactivated user log in again.',
    method: 'POST',
    path: '/v1/tenants/:tenantId/users/:userId/activation',
    access: 'users.activate',
    body: userVersionBody,
    answer: user,
    errors: ['VERSION_CONFLICT', 'ACTION_NOT_ALLOWED'],
    audit: 'user.activated',
    affects: answersUser,
  },
  'users.deactivate': {
    summary: 'Ends sessions and log-ins of a user; keeps the data; reversible.',
    method: 'POST',
    path: '/v1/tenants/:tenantId/users/:userId/deactivation',
    access: 'users.activate',
    body: userVersionBody,
    answer: user,
    errors: ['VERSION_CONFLICT', 'ACTION_NOT_ALLOWED'],
    audit: 'user.deactivated',
    affects: answersUser,
  },
  'users.delete': {
    summary:
      'Deletes a user: access ends at once; the recycle bin keeps the data for 30 days unless the tenant says permanent.',
    method: 'POST',
    path: '/v1/tenants/:tenantId/users/:userId/deletion',
    access: 'users.delete',
    body: userVersionBody,
    answer: z.object({ id: entityId, restorableUntil: instant.nullable() }),
    errors: ['VERSION_CONFLICT', 'ACTION_NOT_ALLOWED'],
    audit: 'user.deleted',
    affects: { kind: 'user', how: 'removed', id: 'userId' },
  },
  'users.restore': {
    summary: 'Takes a deleted user back out of the recycle bin.',
    method: 'POST',
    path: '/v1/tenants/:tenantId/users/:userId/restoration',
    access: 'users.delete',
    answer: user,
    errors: ['EMAIL_TAKEN', 'ACTION_NOT_ALLOWED'],
    audit: 'user.restored',
    affects: answersUser,
  },
  'users.resendActivation': {
    summary: 'Mails a fresh activation link; the old one stops working.',
    method: 'POST',
    path: '/v1/tenants/:tenantId/users/:userId/activation-mail',
    access: 'users.resend-activation',
    answer: user,
    errors: ['ACTION_NOT_ALLOWED', 'RATE_LIMITED'],
    audit: 'user.activation-sent',
    affects: answersUser,
  },
});
