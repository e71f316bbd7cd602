import type { Permission } from '#shared/domain/permissions.ts';
import { setTenant, uuidLiteral } from './transaction.ts';
import type { AccountReference } from './unitOfWork.ts';

type Rows = readonly Record<string, unknown>[];

/** Whether the session that the account's token belongs to still stands; whoever has none is not asked. */
const sessionStands = ({ sessionId }: AccountReference, home: string): string =>
  sessionId === undefined
    ? 'true'
    : `exists (select from directory.oidc_payloads
         where tenant_id = ${home} and grant_id = ${uuidLiteral(sessionId)}::text and model = 'Grant')`;

/**
 * The statements that a request's transaction opens with, in the same round trip: who the account is, read in its home
 * tenant, and what its roles allow, read in the tenant acted on (which stays set).
 */
export function callerStatements(account: AccountReference, tenantId: string): readonly string[] {
  const home = uuidLiteral(account.tenantId);
  const user = uuidLiteral(account.userId);
  const tenant = uuidLiteral(tenantId);
  return [
    setTenant(account.tenantId),
    `select email, first_name || ' ' || last_name as name,
       activated_at is not null and disabled_at is null and coalesce(access_expires_at > now(), true) as may_sign_in,
       ${sessionStands(account, home)} as session_stands
     from users where tenant_id = ${home} and user_id = ${user}`,
    setTenant(tenantId),
    `select r.permissions from role_grants g join roles r on r.tenant_id = g.tenant_id and r.role_id = g.role_id
     where g.tenant_id = ${tenant} and g.grantee_tenant_id = ${home} and g.grantee_user_id = ${user}`,
  ];
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

/** Reads the answers to `callerStatements`. */
export function callerFacts(answers: readonly Rows[]): CallerFacts {
  const user = answers[1]?.[0];
  const roles = (answers[3] ?? []) as readonly { readonly permissions: readonly Permission[] }[];
  return {
    user:
      user === undefined
        ? null
        : {
            name: String(user['name']),
            email: String(user['email']),
            maySignIn: user['may_sign_in'] === true,
            sessionStands: user['session_stands'] === true,
          },
    permissions: roles.length === 0 ? null : [...new Set(roles.flatMap((role) => role.permissions))],
  };
}
