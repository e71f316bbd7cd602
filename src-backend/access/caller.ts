import type { ActionActor } from '#shared/domain/userActions.ts';
import type { Actor } from '../database/unitOfWork.ts';

/** Who calls, after every check: a user who may sign in, with what its roles allow in the tenant of the path. */
export type Caller = Exclude<Actor, 'system'>;

/** The caller as shared's rules see it: staff of a parent has no account of its own in this tenant. */
export function actorIn(tenantId: string, caller: Caller): ActionActor {
  return {
    userId: caller.tenantId === tenantId ? caller.userId : null,
    permissions: caller.permissions,
  };
}
