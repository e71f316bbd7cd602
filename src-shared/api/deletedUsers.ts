import { z } from 'zod';
import { emailSchema } from '../domain/email.ts';
import { entityId, entityVersion, instant } from '../domain/formats.ts';
import { searchInput } from '../domain/text.ts';
import { pageOf, pageQuery, sortDirections } from './pages.ts';
import { defineRoutes } from './route.ts';

/** Somebody whom the recycle bin keeps: who, deleted by whom, and until when they can come back. */
export const deletedUser = z.object({
  id: entityId,
  tenantId: entityId,
  version: entityVersion,
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  /** Of their customer at the time; null where it is not known, or not to be seen. */
  customerTitle: z.string().nullable(),
  /** Otherwise they come back to another customer. */
  customerThere: z.boolean(),
  /** The address belongs to somebody else by now: they can't come back. */
  addressTaken: z.boolean(),
  deletedAt: instant,
  /** By name; null: not known. */
  deletedBy: z.string().nullable(),
  restorableUntil: instant,
});
export type DeletedUser = z.infer<typeof deletedUser>;

export const deletedUserSortFields = ['deletedAt', 'name', 'email'] as const;

export const deletedUserRoutes = defineRoutes({
  'deletedUsers.list': {
    summary: 'The recycle bin of a tenant, the newest first, with how many match.',
    method: 'GET',
    path: '/v1/tenants/:tenantId/deleted-users',
    access: 'users.delete',
    query: z.strictObject({
      ...pageQuery,
      search: searchInput.optional(),
      /** Those who had this address, whatever its case. */
      email: emailSchema.optional(),
      sort: z.enum(deletedUserSortFields).optional(),
      direction: z.enum(sortDirections).optional(),
    }),
    answer: pageOf(deletedUser).extend({ total: z.int().min(0) }),
    errors: ['CURSOR_INVALID'],
  },
  'deletedUsers.purge': {
    summary: 'Deletes somebody in the recycle bin for good: nobody can bring them back.',
    method: 'DELETE',
    path: '/v1/tenants/:tenantId/deleted-users/:deletedUserId',
    access: 'users.purge',
    answer: z.object({ id: entityId }),
    errors: ['ACTION_NOT_ALLOWED'],
    audit: 'user.purged',
    affects: 'nothing',
  },
});
