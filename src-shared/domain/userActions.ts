import type { Permission } from './permissions.ts';

/** What may be done to a user from the grid, the form or a bulk plan. */
export const userActions = [
  'edit',
  'activate',
  'deactivate',
  'delete',
  'resend-activation',
  'assign-profiles',
] as const;
export type UserAction = (typeof userActions)[number];

export const userActionPermission: Readonly<Record<UserAction, Permission>> = {
  edit: 'users.edit',
  activate: 'users.activate',
  deactivate: 'users.activate',
  delete: 'users.delete',
  'resend-activation': 'users.resend-activation',
  'assign-profiles': 'profiles.assign',
};

/** Why an action is not possible; the console has words for each (`refusedBecause.<reason>`). */
export const refusalReasons = [
  'no-permission',
  'offline',
  'own-account',
  'more-rights-than-you',
  'last-admin',
  'already-active',
  'already-disabled',
  'already-activated',
  'uses-sso',
  'unchanged',
  'system-profile',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

export interface ActionTarget {
  readonly id: string;
  readonly activatedAt: string | null;
  readonly disabledAt: string | null;
  readonly authMethod: 'local' | 'sso' | 'sso-password';
}

export interface ActionActor {
  /** The user that the account is in this tenant, or null for staff of a parent. */
  readonly userId: string | null;
  readonly permissions: readonly Permission[];
}

/**
 * Whether the actor may do this to the target, and if not, why. The backend asks the same before it acts (and adds what
 * only it can know: rights of the target, the last admin); the console asks before it offers the click.
 */
export function refusalOf(
  action: UserAction,
  actor: ActionActor,
  target: ActionTarget,
): RefusalReason | null {
  if (!actor.permissions.includes(userActionPermission[action])) return 'no-permission';
  const self = actor.userId === target.id;
  switch (action) {
    case 'activate':
      return target.disabledAt === null ? 'already-active' : null;
    case 'deactivate':
      if (self) return 'own-account';
      return target.disabledAt === null ? null : 'already-disabled';
    case 'delete':
      return self ? 'own-account' : null;
    case 'resend-activation':
      if (target.activatedAt !== null) return 'already-activated';
      return target.authMethod === 'sso' ? 'uses-sso' : null;
    case 'edit':
    case 'assign-profiles':
      return null;
  }
}
