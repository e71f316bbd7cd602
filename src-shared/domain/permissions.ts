/**
 * What a person may do in administration. Granted per tenant through roles (requirement R1); a route names the one it
 * needs, and the console disables what the account lacks, with the reason.
 */
export const permissions = [
  'customers.read',
  'customers.create',
  'customers.edit',
  'customers.delete',
  'users.read',
  'users.create',
  'users.edit',
  'users.activate',
  'users.delete',
  'users.purge',
  'users.resend-activation',
  'users.notes',
  'profiles.read',
  'profiles.create',
  'profiles.edit',
  'profiles.delete',
  'profiles.assign',
  'roles.read',
  'roles.grant',
  'audit.read',
] as const;
export type Permission = (typeof permissions)[number];

export const defaultRoleNames = ['Admin', 'BPM Admin', 'Member', 'Viewer', 'Helpdesk'] as const;
export type DefaultRoleName = (typeof defaultRoleNames)[number];

const viewer: readonly Permission[] = ['customers.read', 'users.read', 'profiles.read', 'roles.read'];

/**
 * Raised with every change of the default roles: a replica of an older version leaves alone what a newer one wrote. A
 * test remembers which roles belong to the number.
 */
export const defaultRolesNumber = 2;

/** The default roles of every tenant (R1). `Helpdesk` gains reset, unlock and sessions with the identity features. */
export const defaultRoles: Readonly<Record<DefaultRoleName, readonly Permission[]>> = {
  Admin: permissions,
  'BPM Admin': [
    ...viewer,
    'profiles.create',
    'profiles.edit',
    'profiles.delete',
    'profiles.assign',
    'users.edit',
    'users.notes',
    'audit.read',
  ],
  Member: [
    ...viewer,
    'customers.create',
    'customers.edit',
    'users.create',
    'users.edit',
    'users.resend-activation',
    'users.notes',
    'profiles.assign',
  ],
  Viewer: viewer,
  Helpdesk: [...viewer, 'users.resend-activation', 'users.notes'],
};

/** Guard of R4: nobody grants more than they hold. Returns the permissions that the granter lacks. */
export function missingToGrant(
  held: readonly Permission[],
  granted: readonly Permission[],
): readonly Permission[] {
  const own = new Set(held);
  return granted.filter((permission) => !own.has(permission));
}
