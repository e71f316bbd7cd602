import { auditRoutes } from './audit.ts';
import { bulkPlanRoutes } from './bulkPlans.ts';
import { changeRoutes } from './changes.ts';
import { customerRoutes } from './customers.ts';
import { deletedUserRoutes } from './deletedUsers.ts';
import { noteRoutes } from './notes.ts';
import { profileRoutes } from './profiles.ts';
import { roleRoutes } from './roles.ts';
import type { Route } from './route.ts';
import { tenantRoutes } from './tenants.ts';
import { userRoutes } from './users.ts';

/** The whole tenant API, by name. */
export const api = {
  ...tenantRoutes,
  ...customerRoutes,
  ...userRoutes,
  ...noteRoutes,
  ...deletedUserRoutes,
  ...profileRoutes,
  ...roleRoutes,
  ...bulkPlanRoutes,
  ...changeRoutes,
  ...auditRoutes,
} satisfies Readonly<Record<string, Route>>;

export type Api = typeof api;
export type RouteName = keyof Api;
