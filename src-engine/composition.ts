/** What windows may ask of the engine: the handlers of its features, listed once. */
import type { Handlers } from './commands/handlers.ts';
import { backendHandlers } from './features/backend/handlers.ts';
import { customersHandlers } from './features/customers/handlers.ts';
import { draftsHandlers } from './features/drafts/handlers.ts';
import { profilesHandlers } from './features/profiles/handlers.ts';
import { rolesHandlers } from './features/roles/handlers.ts';
import { tenantsHandlers } from './features/tenants/handlers.ts';
import { usersHandlers } from './features/users/handlers.ts';
import { viewsHandlers } from './features/views/handlers.ts';

export const handlers: Handlers = {
  ...tenantsHandlers,
  ...usersHandlers,
  ...customersHandlers,
  ...profilesHandlers,
  ...rolesHandlers,
  ...backendHandlers,
  ...draftsHandlers,
  ...viewsHandlers,
};
