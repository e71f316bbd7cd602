import { z } from 'zod';
import { selectionLimit } from '../domain/bulkSelection.ts';
import { entityId, entityVersion, instant } from '../domain/formats.ts';
import {
  type BulkUserAction,
  refusalReasons,
  ruleOf,
  type userActionRules,
  userActions,
} from '../domain/userActions.ts';
import { type MailState, mailStates } from '../domain/mailDelivery.ts';
import { oneOf } from '../domain/newer.ts';
import { pageOf, pageQuery } from './pages.ts';
import { defineRoutes } from './route.ts';
import { userFilter } from './users.ts';

/** Which users a plan is for: named ones, or all that match a filter but these. */
export const userSelection = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('users'),
    userIds: z.array(entityId).min(1).max(selectionLimit),
  }),
  z.strictObject({
    kind: z.literal('filter'),
    filter: userFilter,
    exceptIds: z.array(entityId).max(selectionLimit),
  }),
]);
export type UserSelection = z.infer<typeof userSelection>;

/** What a plan does to each user: the actions that are offered in bulk, each with what is chosen for it. */
export type BulkAction = {
  [A in BulkUserAction]: (typeof userActionRules)[A]['bulk'] extends infer Shape extends z.ZodRawShape
    ? z.output<z.ZodObject<Shape & { readonly kind: z.ZodLiteral<A> }>>
    : never;
}[BulkUserAction];
const bulkActions = userActions.flatMap((kind) => {
  const { bulk } = ruleOf(kind);
  return bulk === null ? [] : [z.strictObject({ kind: z.literal(kind), ...bulk })];
});
// The rules hold the schemas; that the union is of exactly these types is what TypeScript can't see of a list.
export const bulkAction = z.discriminatedUnion(
  'kind',
  bulkActions as [(typeof bulkActions)[number]],
) as unknown as z.ZodType<BulkAction, BulkAction>;

/** planned → applying → applied | cancelled | failed; then, while it is undoable, → undoing → undone | failed. */
export const bulkPlanStates = [
  'planned',
  'applying',
  'applied',
  'cancelled',
  'failed',
  'undoing',
  'undone',
] as const;

const count = z.int().min(0);

/** Totals of a plan, computed before it runs. */
export const bulkTotals = z.object({
  /** Users that the selection matches. */
  users: count,
  /** Of these: changed by the action, unchanged by it, refused (each with a reason in its effect). */
  changed: count,
  unchanged: count,
  refused: count,
  /** assign-profiles: how many users gain and lose each profile, by name. */
  profiles: z.array(z.object({ profileId: entityId, name: z.string(), gain: count, lose: count })),
  /** assign-profiles: users that would have no profile left. */
  withoutProfile: count,
  /** Users that lose something: these must be seen before the plan may run. */
  losing: count,
  /** How many are refused for which reason, the most frequent first. */
  refusals: z.array(z.object({ reason: oneOf(refusalReasons), users: count })).default([]),
});
export type BulkTotals = z.infer<typeof bulkTotals>;

/** Days from its start for which a job can be undone, and what became of each user is kept. */
export const undoDays = 30;

export const bulkPlan = z.object({
  id: entityId,
  tenantId: entityId,
  action: bulkAction,
  /** assign-profiles: names of the chosen profiles that still exist, in the order of the choice. */
  profileNames: z.array(z.string()).default([]),
  selection: z.object({ kind: z.enum(['users', 'filter']), users: count }),
  state: z.enum(bulkPlanStates),
  totals: bulkTotals,
  progress: z.object({
    done: count,
    succeeded: count,
    failed: count,
    skipped: count,
    total: count,
  }),
  /** Of an action that mails people: what has become of the mails so far, by state. */
  mails: z
    .object(
      Object.fromEntries(mailStates.map((state) => [state, count.default(0)])) as Readonly<
        Record<MailState, z.ZodDefault<typeof count>>
      >,
    )
    .nullable()
    .default(null),
  undoable: z.boolean(),
  /** Until when it can be undone, or could be; null: there is nothing (any more) that could be taken back. */
  undoableUntil: instant.nullable().default(null),
  /** Who ran it and when: from then on the plan is a job. Null: it has not run. */
  startedBy: z.object({ tenantId: entityId, userId: entityId, name: z.string() }).nullable().default(null),
  startedAt: instant.nullable().default(null),
  /** Who took it back, and when; null: nobody. */
  undone: z.object({ by: z.string(), at: instant }).nullable().default(null),
  createdAt: instant,
  /** A plan that is not applied by then must be made again: 30 minutes. */
  expiresAt: instant,
  finishedAt: instant.nullable(),
});
export type BulkPlan = z.infer<typeof bulkPlan>;

/** What the plan does to one user, in the order of names; `losing=true` asks only for users who lose something. */
export const bulkEffect = z.object({
  userId: entityId,
  name: z.string(),
  email: z.string(),
  gains: z.array(z.string()),
  losses: z.array(z.string()),
  kept: z.array(z.string()),
  refusedBecause: oneOf(refusalReasons).nullable(),
});
export type BulkEffect = z.infer<typeof bulkEffect>;

export const bulkOutcomes = [
  'succeeded',
  'unchanged',
  'refused',
  'failed',
  'undone',
  'undo-skipped',
] as const;

/** Outcomes of users that a run left as they were because it was not to change them. */
export const skippedOutcomes = [
  'refused',
  'undo-skipped',
] as const satisfies readonly (typeof bulkOutcomes)[number][];

/** What became of one user. `failed` ones were not changed and may be retried by a new plan for just these. */
export const bulkResult = z.object({
  userId: entityId,
  name: z.string(),
  email: z.string(),
  outcome: oneOf(bulkOutcomes),
  reason: z.string().nullable(),
  /** assign-profiles: names of what the plan gave and took; an undo did the opposite. */
  gains: z.array(z.string()).default([]),
  losses: z.array(z.string()).default([]),
  version: entityVersion.nullable(),
  /** Of an action that mails people: what has become of the mail. */
  mail: oneOf(mailStates).nullable().default(null),
});
export type BulkResult = z.infer<typeof bulkResult>;

/** The job of a plan changes users, chunk by chunk. */
const changesUsersLater = { kind: 'user', how: 'later' } as const;

/**
 * A job is seen by the account that planned or ran it, by those who may do its action, and by those who may read the audit
 * log. The others don't find it in the list, and are refused PERMISSION_DENIED by its id.
 */
export const bulkPlanRoutes = defineRoutes({
  'bulkPlans.list': {
    summary: 'Plans that run or have run (jobs), running ones first, then the newest, a keyset page.',
    method: 'GET',
    path: '/v1/tenants/:tenantId/bulk-plans',
    access: 'users.read',
    query: z.strictObject({
      ...pageQuery,
      /** `own`: only those that the account ran. */
      whose: z.enum(['own', 'all']).optional(),
      /** `undoable`: those that nobody has undone, not even in part. */
      state: z.enum(['running', 'undoable']).optional(),
    }),
    answer: pageOf(bulkPlan),
    errors: ['CURSOR_INVALID'],
  },
  'bulkPlans.create': {
    summary: 'Plans a bulk action: nothing changes, the answer says who would gain and lose what.',
    method: 'POST',
    path: '/v1/tenants/:tenantId/bulk-plans',
    access: 'users.read',
    body: z.strictObject({ action: bulkAction, selection: userSelection }),
    status: 201,
    answer: bulkPlan,
    errors: ['ACTION_NOT_ALLOWED'],
    audit: 'bulk.planned',
    affects: 'nothing',
  },
  'bulkPlans.get': {
    summary: 'A plan and its progress.',
    method: 'GET',
    path: '/v1/tenants/:tenantId/bulk-plans/:planId',
    access: 'users.read',
    answer: bulkPlan,
    affects: changesUsersLater,
  },
  'bulkPlans.effects': {
    summary:
      'What a plan does to each user, or to those that lose something or are refused for a reason, a keyset page.',
    method: 'GET',
    path: '/v1/tenants/:tenantId/bulk-plans/:planId/effects',
    access: 'users.read',
    query: z.strictObject({
      ...pageQuery,
      losing: z.enum(['true', 'false']).optional(),
      refusedBecause: z.enum(refusalReasons).optional(),
    }),
    answer: pageOf(bulkEffect),
    errors: ['CURSOR_INVALID'],
  },
  'bulkPlans.apply': {
    summary:
      'Runs a plan as a job in chunks. Rights are checked again; users changed since are skipped and named.',
    method: 'POST',
    path: '/v1/tenants/:tenantId/bulk-plans/:planId/application',
    access: 'users.read',
    status: 202,
    answer: bulkPlan,
    errors: ['PLAN_STALE', 'ACTION_NOT_ALLOWED'],
    audit: 'bulk.applied',
    affects: changesUsersLater,
  },
  'bulkPlans.cancel': {
    summary: 'Stops a running plan after the chunk in hand; what is done stays done and can be undone.',
    method: 'POST',
    path: '/v1/tenants/:tenantId/bulk-plans/:planId/cancellation',
    access: 'users.read',
    answer: bulkPlan,
    errors: ['ACTION_NOT_ALLOWED'],
    audit: 'bulk.cancelled',
    affects: changesUsersLater,
  },
  'bulkPlans.results': {
    summary: 'What became of each user, a keyset page.',
    method: 'GET',
    path: '/v1/tenants/:tenantId/bulk-plans/:planId/results',
    access: 'users.read',
    query: z.strictObject({ ...pageQuery, outcome: z.enum([...bulkOutcomes, 'skipped']).optional() }),
    answer: pageOf(bulkResult),
    errors: ['CURSOR_INVALID'],
  },
  'bulkPlans.undo': {
    summary: 'Restores what each user had before, skipping and naming those changed since. For 30 days.',
    method: 'POST',
    path: '/v1/tenants/:tenantId/bulk-plans/:planId/undo',
    access: 'users.read',
    status: 202,
    answer: bulkPlan,
    errors: ['ACTION_NOT_ALLOWED'],
    audit: 'bulk.undone',
    affects: changesUsersLater,
  },
});
