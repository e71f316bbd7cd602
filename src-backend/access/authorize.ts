import type { Route } from '#shared/api/route.ts';
import type { CallerFacts } from '../database/callerStatements.ts';
import type { AccountReference } from '../database/unitOfWork.ts';
import type { Caller } from './caller.ts';
import { accountDisabled, notFound, notSignedIn, permissionDenied } from './refusals.ts';

/**
 * Returns the caller if the account may call the route in the tenant, from facts of this very transaction: a user who
 * was disabled or whose session was ended is out at the next request. A tenant in which the account has no role does
 * not exist for it, unless it is its own.
 */
export function authorize(
  route: Pick<Route, 'access'>,
  account: AccountReference,
  tenantId: string,
  facts: CallerFacts,
): Caller {
  if (facts.user === null) throw notSignedIn();
  if (!facts.user.maySignIn) throw accountDisabled();
  if (!facts.user.sessionStands) throw notSignedIn();
  if (facts.permissions === null && tenantId !== account.tenantId) throw notFound();
  const permissions = facts.permissions ?? [];
  const { access } = route;
  if (access !== 'public' && access !== 'signed-in' && !permissions.includes(access))
    throw permissionDenied(access);
  return { ...account, name: facts.user.name, email: facts.user.email, permissions };
}
