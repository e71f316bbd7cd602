import type { Result } from '#shared/api/errors.ts';
import type { Api } from '#shared/api/index.ts';
import type { RouteAnswer } from '#shared/api/route.ts';
import type { User } from '#shared/api/users.ts';
import type { Desktop } from '../../bridge/desktop.ts';
import { backendInput } from '../../bridge/useBackendCall.ts';

type Deleted = RouteAnswer<Api['users.delete']>;

/** What is done to one user at a press, with one key per press. */
export interface UserCalls {
  readonly activate: (user: Seen) => Promise<Result<User>>;
  readonly deactivate: (user: Seen) => Promise<Result<User>>;
  readonly remove: (user: Seen) => Promise<Result<Deleted>>;
  readonly restore: (userId: string) => Promise<Result<User>>;
  readonly resendActivation: (userId: string) => Promise<Result<User>>;
}

/** A user at the version that the admin saw. */
export interface Seen {
  readonly id: string;
  readonly version: number;
}

/** Calls for users of one tenant over the desktop's bridge. */
export function createUserCalls(desktop: Desktop, tenantId: string): UserCalls {
  const key = () => crypto.randomUUID();
  const params = (userId: string) => ({ tenantId, userId });
  const versioned = (route: 'users.activate' | 'users.deactivate' | 'users.delete', { id, version }: Seen) =>
    desktop.call('backend.call', backendInput(route, { params: params(id), body: { version } }, key()));
  return {
    activate: async (user) => (await versioned('users.activate', user)) as Result<User>,
    deactivate: async (user) => (await versioned('users.deactivate', user)) as Result<User>,
    remove: async (user) => (await versioned('users.delete', user)) as Result<Deleted>,
    restore: async (userId) =>
      (await desktop.call(
        'backend.call',
        backendInput('users.restore', { params: params(userId) }, key()),
      )) as Result<User>,
    resendActivation: async (userId) =>
      (await desktop.call(
        'backend.call',
        backendInput('users.resendActivation', { params: params(userId) }, key()),
      )) as Result<User>,
  };
}
