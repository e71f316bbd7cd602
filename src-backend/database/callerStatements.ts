import type { Permission } from '#shared/domain/permissions.ts';
import { uuidLiteral } from './transaction.ts';
import type { AccountReference } from './unitOfWork.ts';

/**
 * The statement that a request's transaction opens with, in the same round trip: who the account is, read in its home
 * tenant, whether the session of its token still stands (true where there is none), and what its roles allow, read
 * in the tenant acted on, which stays set.
 */
export function callerStatement(account: AccountReference, tenantId: string): string {
  const home = uuidLiteral(account.tenantId);
  const user = uuidLiteral(account.userId);
  const tenant = uuidLiteral(tenantId);
  const session = account.sessionId === undefined ? 'null' : uuidLiteral(account.sessionId);
  return `select * from tenantdesk.caller_facts(${home}, ${user}, ${tenant}, ${session})`;
}

export interface CallerFacts {
  readonly user: {
    readonly name: string;
    readonly email: string;
    readonly maySignIn: boolean;
    /** False: signed out, or ended by somebody else. */
    readonly sessionStands: boolean;
  } | null;
  /** Null: no role in the tenant at all. */
  readonly permissions: readonly Permission[] | null;
}

/** Reads the answer to `callerStatement`. */
export function callerFacts([facts]: readonly Record<string, unknown>[]): CallerFacts {
  const roles = (facts?.['permissions'] ?? null) as readonly (readonly Permission[])[] | null;
  return {
    user:
      typeof facts?.['email'] === 'string'
        ? {
            // Of a person with one name only it ends in a blank.
            name: String(facts['name']).trim(),
            email: facts['email'],
            maySignIn: facts['may_sign_in'] === true,
            sessionStands: facts['session_stands'] === true,
          }
        : null,
    permissions: roles === null ? null : [...new Set(roles.flat())],
  };
}
