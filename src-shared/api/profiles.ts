import { z } from 'zod';
import { answersOf, changesOf, inputOf } from '../domain/fields.ts';
import { entityId, entityVersion, instant } from '../domain/formats.ts';
import { profileFields } from '../domain/profileFields.ts';
import { oneOf } from '../domain/newer.ts';
import { pageOf, pageQuery } from './pages.ts';
import { defineRoutes } from './route.ts';

/** A step of a product that a profile may open, such as `Work orders`. */
export const process = z.object({ id: entityId, name: z.string(), section: z.string() });
export type Process = z.infer<typeof process>;

/** A product licensed to the tenant: it brings processes and system profiles (P1). */
export const product = z.object({
  id: entityId,
  tenantId: entityId,
  version: entityVersion,
  code: z.string(),
  name: z.string(),
  description: z.string(),
  processes: z.array(process),
});
export type Product = z.infer<typeof product>;

export const profileInput = inputOf(profileFields);
export type ProfileInput = z.infer<typeof profileInput>;

/** What a user may do in the product: a named set of processes. `system` comes from a product and can't be edited. */
export const profile = z.object({
  id: entityId,
  tenantId: entityId,
  version: entityVersion,
  kind: oneOf(['system', 'custom']),
  productId: entityId.nullable(),
  ...answersOf(profileFields),
  createdAt: instant,
  updatedAt: instant,
});
export type Profile = z.infer<typeof profile>;

export const profileRoutes = defineRoutes({
  'products.list': {
    summary: 'Products licensed to a tenant, with their processes.',
    method: 'GET',
    path: '/v1/tenants/:tenantId/products',
    access: 'profiles.read',
    answer: z.object({ items: z.array(product) }),
  },
  'profiles.list': {
    summary: 'Profiles of a tenant by name, a keyset page.',
    method: 'GET',
    path: '/v1/tenants/:tenantId/profiles',
    access: 'profiles.read',
    query: z.strictObject(pageQuery),
    answer: pageOf(profile),
    errors: ['CURSOR_INVALID'],
  },
  'profiles.get': {
    summary: 'One profile.',
    method: 'GET',
    path: '/v1/tenants/:tenantId/profiles/:profileId',
    access: 'profiles.read',
    answer: profile,
  },
  'profiles.holders': {
    summary: 'Who holds a profile: the count and a keyset page of people.',
    method: 'GET',
    path: '/v1/tenants/:tenantId/profiles/:profileId/holders',
    access: 'users.read',
    query: z.strictObject(pageQuery),
    answer: pageOf(z.object({ userId: entityId, name: z.string(), email: z.string() })).extend({
      count: z.int(),
    }),
    errors: ['CURSOR_INVALID'],
  },
  'profiles.create': {
    summary: 'Creates a custom profile; a clone is a creation with the processes of another.',
    method: 'POST',
    path: '/v1/tenants/:tenantId/profiles',
    access: 'profiles.create',
    body: profileInput,
    status: 201,
    answer: profile,
    errors: ['NAME_TAKEN'],
    audit: 'profile.created',
    affects: { kind: 'profile', how: 'answered' },
    offline: 'queue',
  },
  'profiles.update': {
    summary: 'Changes a custom profile.',
    method: 'PATCH',
    path: '/v1/tenants/:tenantId/profiles/:profileId',
    access: 'profiles.edit',
    body: z.strictObject({ version: entityVersion, changes: changesOf(profileFields) }),
    answer: profile,
    errors: ['NAME_TAKEN', 'VERSION_CONFLICT', 'ACTION_NOT_ALLOWED'],
    audit: 'profile.updated',
    affects: { kind: 'profile', how: 'answered' },
    offline: 'queue',
  },
  'profiles.delete': {
    summary: 'Deletes a custom profile; if people hold it, only with `takeFromHolders`.',
    method: 'POST',
    path: '/v1/tenants/:tenantId/profiles/:profileId/deletion',
    access: 'profiles.delete',
    body: z.strictObject({ version: entityVersion, takeFromHolders: z.boolean() }),
    answer: z.object({ id: entityId, holders: z.int() }),
    errors: ['VERSION_CONFLICT', 'PROFILE_IN_USE', 'ACTION_NOT_ALLOWED'],
    audit: 'profile.deleted',
    affects: { kind: 'profile', how: 'removed', id: 'profileId' },
  },
});
