import { z } from 'zod';
import { entityId } from './formats.ts';
import { missingToGrant, type Permission } from './permissions.ts';
import { assignmentModes } from './profileAssignment.ts';

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
  'deactivated',
  'access-expired',
  'uses-sso',
  'unchanged',
  'system-profile',
  'gone',
  'undo-expired',
  'not-in-bin',
  'address-taken',
  'customer-gone',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

export interface ActionTarget {
  readonly id: string;
  readonly activatedAt: string | null;
  readonly disabledAt: string | null;
  readonly accessExpiresAt: string | null;
  readonly authMethod: 'local' | 'sso' | 'sso-password';
  /** What they may do in this tenant, where it is known. */
  readonly permissions?: readonly Permission[] | undefined;
}

/** Whom an action is for: users, or those whom the recycle bin keeps. */
export type ActedOn = 'users' | 'recycle-bin';

/** The rules of one action on a user, alone or in bulk. */
export interface UserActionRule {
  readonly on: ActedOn;
  readonly permission: Permission;
  /** False: nobody may do it to their own account. */
  readonly onOwnAccount: boolean;
  /**
   * Which rights of the user must not exceed the actor's: those in every tenant before anything that could give control
   * of the account, those in the tenant in hand before what only ends access.
   */
  readonly rights: 'everywhere' | 'here' | 'not-compared';
  /** The user can't sign in afterwards: the last active admin is never among them. */
  readonly endsAccess: boolean;
  /** Why it is not possible for this user, no matter who asks; null: it is. `now`: milliseconds since the epoch. */
  readonly refuses: (target: ActionTarget, now: number) => RefusalReason | null;
  /** It mails the person, and what becomes of the mails belongs to its results. */
  readonly mails: boolean;
  /** What is chosen when it is done to many at once; null: it is not offered for many. */
  readonly bulk: z.ZodRawShape | null;
  /** The action whose rules hold for the way back, if there is one that they hold for. */
  readonly undoneBy: string | null;
}

const always = (): null => null;

/** What may be done to a user from the grid, the form or a bulk plan. */
export const userActionRules = {
  edit: {
    on: 'users',
    permission: 'users.edit',
    onOwnAccount: true,
    rights: 'not-compared',
    mails: false,
    endsAccess: false,
    refuses: always,
    bulk: null,
    undoneBy: null,
  },
  activate: {
    on: 'users',
    permission: 'users.activate',
    onOwnAccount: true,
    rights: 'everywhere',
    mails: false,
    endsAccess: false,
    refuses: ({ disabledAt }) => (disabledAt === null ? 'already-active' : null),
    bulk: {},
    undoneBy: 'deactivate',
  },
  deactivate: {
    on: 'users',
    permission: 'users.activate',
    onOwnAccount: false,
    rights: 'here',
    mails: false,
    endsAccess: true,
    refuses: ({ disabledAt }) => (disabledAt === null ? null : 'already-disabled'),
    bulk: {},
    undoneBy: 'activate',
  },
  delete: {
    on: 'users',
    permission: 'users.delete',
    onOwnAccount: false,
    rights: 'everywhere',
    mails: false,
    endsAccess: true,
    refuses: always,
    bulk: {},
    // What somebody in the recycle bin may do is known when they are back: restoring finds out.
    undoneBy: null,
  },
  'resend-activation': {
    on: 'users',
    permission: 'users.resend-activation',
    onOwnAccount: true,
    rights: 'everywhere',
    mails: true,
    endsAccess: false,
    // Nobody is asked in who could not come in.
    refuses: ({ activatedAt, authMethod, disabledAt, accessExpiresAt }, now) => {
      if (activatedAt !== null) return 'already-activated';
      if (authMethod === 'sso') return 'uses-sso';
      if (disabledAt !== null) return 'deactivated';
      return accessExpiresAt !== null && Date.parse(accessExpiresAt) <= now ? 'access-expired' : null;
    },
    bulk: {},
    undoneBy: null,
  },
  'assign-profiles': {
    on: 'users',
    permission: 'profiles.assign',
    onOwnAccount: true,
    rights: 'not-compared',
    mails: false,
    endsAccess: false,
    refuses: always,
    bulk: {
      profileIds: z
        .array(entityId)
        .min(1, { error: 'too-few' })
        .max(100)
        // Chosen twice is chosen once, as what is said of the plan counts and names them.
        .overwrite((ids) => [...new Set(ids)]),
      mode: z.enum(assignmentModes),
    },
    undoneBy: 'assign-profiles',
  },
  // Of whom the recycle bin keeps only the backend knows what stands in the way, and what they would have again.
  restore: {
    on: 'recycle-bin',
    permission: 'users.delete',
    onOwnAccount: true,
    rights: 'everywhere',
    mails: false,
    endsAccess: false,
    refuses: always,
    /** Where people come to whose own customer is gone. */
    bulk: { customerId: entityId.optional() },
    undoneBy: 'delete',
  },
  purge: {
    on: 'recycle-bin',
    permission: 'users.purge',
    onOwnAccount: true,
    rights: 'everywhere',
    mails: false,
    endsAccess: false,
    refuses: always,
    bulk: {},
    undoneBy: null,
  },
} as const satisfies Readonly<Record<string, UserActionRule>>;

export type UserAction = keyof typeof userActionRules;
export const userActions = Object.keys(userActionRules) as readonly UserAction[];
export const ruleOf = (action: UserAction): UserActionRule => userActionRules[action];

/** Actions that are offered for many users at once. */
export type BulkUserAction = {
  [A in UserAction]: (typeof userActionRules)[A]['bulk'] extends null ? never : A;
}[UserAction];

export interface ActionActor {
  /** The user that the account is in this tenant, or null for staff of a parent. */
  readonly userId: string | null;
  readonly permissions: readonly Permission[];
}

/**
 * Whether the actor may do this to the target, and if not, why. The backend asks the same before it acts (and adds what
 * only it can know: rights of the target in every tenant, the last admin); the console asks before it offers the click.
 */
export function refusalOf(
  action: UserAction,
  actor: ActionActor,
  { target, now }: { readonly target: ActionTarget; readonly now: number },
): RefusalReason | null {
  const rule = ruleOf(action);
  if (!actor.permissions.includes(rule.permission)) return 'no-permission';
  if (!rule.onOwnAccount && actor.userId === target.id) return 'own-account';
  const refusal = rule.refuses(target, now);
  if (refusal !== null) return refusal;
  const mightier = missingToGrant(actor.permissions, target.permissions ?? []).length > 0;
  return rule.rights !== 'not-compared' && mightier ? 'more-rights-than-you' : null;
}
