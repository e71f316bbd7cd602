import { z } from 'zod';
import { entityId } from '../domain/formats.ts';
import { permissions } from '../domain/permissions.ts';
import { assignmentModes } from '../domain/profileAssignment.ts';
import { knownOf, oneOf } from '../domain/newer.ts';
import { defineRoutes } from './route.ts';

/**
 * Settings of a tenant on which the console's behaviour depends, by the names of the requirements. Of a mode that a console
 * doesn't know it expects the one that it should warn of.
 */
export const tenantSettings = z.object({
  'users.emailEditable': z.boolean(),
  /** A new user is given at least one profile. An older backend says nothing of it and takes one without. */
  'users.profileRequired': z.boolean().default(true),
  'users.deleteMode': z.enum(['recycle-bin', 'permanent']).catch('permanent'),
  /** Seconds; 1 h to 7 d. */
  'activation.linkLifetime': z.int().min(3600).max(604_800),
  'bulkAssign.defaultMode': z.enum(assignmentModes).catch('replace'),
});
export type TenantSettings = z.infer<typeof tenantSettings>;

export const defaultTenantSettings: TenantSettings = {
  'users.emailEditable': false,
  'users.profileRequired': true,
  'users.deleteMode': 'recycle-bin',
  'activation.linkLifetime': 3600,
  'bulkAssign.defaultMode': 'replace',
};

/** One of six names; the theme gives each a colour for light and dark (never a colour value in data). */
export const tenantColors = ['blue', 'teal', 'green', 'amber', 'rose', 'violet'] as const;
export type TenantColor = (typeof tenantColors)[number];

/** A tenant as the account may see it, with what its roles let it do there. */
export const tenantSummary = z.object({
  id: entityId,
  parentId: entityId.nullable(),
  name: z.string(),
  code: z.string(),
  color: oneOf(tenantColors),
  kind: oneOf(['service-provider', 'managed', 'sub-tenant']),
  userCount: z.int().min(0),
  customerCount: z.int().min(0),
  roleNames: z.array(z.string()),
  permissions: knownOf(permissions),
  settings: tenantSettings,
});
export type TenantSummary = z.infer<typeof tenantSummary>;

/** The signed-in account: a user of its home tenant. */
export const accountProfile = z.object({
  tenantId: entityId,
  userId: entityId,
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
});
export type AccountProfile = z.infer<typeof accountProfile>;

export const tenantRoutes = defineRoutes({
  'me.get': {
    summary: 'The signed-in account and the tenants that it may work on (2,000 and more in one answer).',
    method: 'GET',
    path: '/v1/me',
    access: 'signed-in',
    answer: z.object({ account: accountProfile, tenants: z.array(tenantSummary) }),
    window: 'never',
  },
});
