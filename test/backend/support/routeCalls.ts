import { expect } from 'vitest';
import { z } from 'zod';
import { apiErrorSchema } from '#shared/api/errors.ts';
import { api, type Api, type RouteName } from '#shared/api/index.ts';
import { commonErrors, isWrite, pathOf, type Route, writeErrors } from '#shared/api/route.ts';
import type { Permission } from '#shared/domain/permissions.ts';
import type { TestAccount, TestAnswer } from '#test/support/backend.ts';
import { composeFeatures } from '../../../src-backend/composition.ts';
import { newId } from '../../../src-backend/database/newId.ts';
import { eventStreamLimits } from '../../../src-backend/http/eventStreams.ts';
import { type Administration, startAdministration, type Workplace } from './administration.ts';
import { picture } from './pictures.ts';

/** What a request is about: made for it, in the workplace that it is meant for. */
export interface Subject {
  readonly at: Workplace;
  readonly userId: string;
  readonly customerId: string;
  readonly profileId: string;
  readonly planId: string;
  readonly noteId: string;
}

type BodyOf<R> = R extends { readonly body: infer B extends z.ZodType }
  ? { readonly body: (subject: Subject) => z.input<B> }
  : { readonly body?: undefined };

type RouteCall<N extends RouteName> = BodyOf<Api[N]> & {
  readonly query?: Readonly<Record<string, string>>;
  /** Makes the subject ready, such as a user that must be deactivated first. */
  readonly before?: (backend: Administration, subject: Subject) => Promise<unknown>;
  /** What it needs beyond the permission of the route, by what it is about. */
  readonly alsoNeeds?: readonly Permission[];
};

/** The parameters of any route about a subject. */
export const paramsOf = ({ at, ...ids }: Subject) => ({
  tenantId: at.tenant.id,
  deletedUserId: ids.userId,
  ...ids,
});

const version = () => ({ version: 1 });
const asAdmin = (name: 'users.deactivate' | 'users.delete') => (backend: Administration, subject: Subject) =>
  backend.call(subject.at.admin, name, { params: paramsOf(subject), body: { version: 1 } });
const png = await picture({ width: 40, height: 30 });

/**
 * How to call each route so that it works for an admin, with as many references in its body as it takes. A new route
 * doesn't compile without its line.
 */
const routeCalls: { readonly [N in RouteName]: RouteCall<N> } = {
  'me.get': {},
  'customers.list': {},
  'customers.get': {},
  'customers.create': { body: ({ userId }) => ({ title: `New ${userId}`, city: 'Gdańsk', country: 'PL' }) },
  'customers.update': { body: () => ({ version: 1, changes: { city: 'Łódź' } }) },
  'customers.delete': {
    body: ({ at }) => ({ version: 1, users: { kind: 'move', toCustomerId: at.customer.id } }),
  },
  'users.list': {},
  'users.find': { query: { search: 'example' } },
  'users.get': {},
  'users.create': {
    body: ({ at, userId, profileId }) => ({
      customerId: at.customer.id,
      email: `${userId}@new.example`,
      firstName: 'Žofia',
      lastName: '青山',
      profileIds: [profileId],
    }),
  },
  'users.update': {
    body: ({ profileId }) => ({ version: 1, changes: { firstName: 'Renamed', profileIds: [profileId] } }),
  },
  'users.avatar': {
    before: (backend, subject) =>
      backend.call(subject.at.admin, 'users.setAvatar', {
        params: paramsOf(subject),
        body: { version: 1, image: png },
      }),
  },
  'users.setAvatar': { body: () => ({ version: 1, image: png }) },
  'users.activate': { before: asAdmin('users.deactivate'), body: () => ({ version: 2 }) },
  'users.deactivate': { body: version },
  'users.delete': { body: version },
  'users.restore': { before: asAdmin('users.delete') },
  'deletedUsers.list': { alsoNeeds: ['users.read'] },
  'deletedUsers.purge': { before: asAdmin('users.delete') },
  'users.resendActivation': {},
  'notes.list': {},
  'notes.create': { body: ({ userId }) => ({ text: `About ${userId}` }) },
  // The admin wrote it.
  'notes.delete': { alsoNeeds: ['users.delete'] },
  'products.list': {},
  'profiles.list': {},
  'profiles.get': {},
  'profiles.holders': {},
  'profiles.create': {
    body: ({ at, userId }) => ({ name: `Clone ${userId}`, processIds: [...at.processIds] }),
  },
  'profiles.update': {
    body: ({ at }) => ({ version: 1, changes: { description: 'Changed', processIds: [...at.processIds] } }),
  },
  'profiles.delete': { body: () => ({ version: 1, takeFromHolders: false }) },
  'roles.list': {},
  'bulkPlans.create': {
    body: ({ userId, profileId }) => ({
      action: { kind: 'assign-profiles', profileIds: [profileId], mode: 'replace' },
      selection: { kind: 'users', userIds: [userId] },
    }),
    alsoNeeds: ['profiles.assign'],
  },
  'bulkPlans.list': {},
  'bulkPlans.get': { alsoNeeds: ['profiles.assign'] },
  'bulkPlans.effects': { alsoNeeds: ['profiles.assign'] },
  'bulkPlans.apply': { alsoNeeds: ['profiles.assign'] },
  'bulkPlans.cancel': { alsoNeeds: ['profiles.assign'] },
  'bulkPlans.results': { alsoNeeds: ['profiles.assign'] },
  'bulkPlans.undo': {
    async before(backend, subject) {
      await backend.call(subject.at.admin, 'bulkPlans.apply', { params: paramsOf(subject) });
      await backend.jobs.settled();
    },
    alsoNeeds: ['profiles.assign'],
  },
  'changes.list': {},
  'changes.watch': {},
  'audit.list': {},
  'audit.verify': {},
};

/** Of any route, as those who don't know which one see it. */
interface AnyCall {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: ((subject: Subject) => unknown) | undefined;
  readonly before?: (backend: Administration, subject: Subject) => Promise<unknown>;
  readonly alsoNeeds?: readonly Permission[];
}

export const routeNames = Object.keys(api) as readonly RouteName[];

/** How a route is called. Throws its name if nobody said that yet. */
export function callOf(name: RouteName): AnyCall {
  const calls: Readonly<Partial<Record<RouteName, AnyCall>>> = routeCalls;
  const call = calls[name];
  if (call === undefined) throw new Error(`Say in routeCalls how ${name} is called.`);
  return call;
}

/** The whole backend, with streams that end at once, so that they have an answer to look at. */
export const startContract = (): Promise<Administration> =>
  startAdministration({
    features: async (parts) => (await composeFeatures(parts)).features,
    streamLimits: { ...eventStreamLimits, longest: 1 },
  });

export interface Asked {
  readonly name: RouteName;
  readonly account: TestAccount | null;
  readonly params: Readonly<Record<string, string>>;
  /** What the body is about. */
  readonly subject: Subject;
  /** Instead of the body that works. */
  readonly body?: unknown;
  readonly key?: string;
}

/** Calls a route as it is in the contract. A refusal is one that the contract names for it. */
export async function ask(backend: Administration, asked: Asked): Promise<TestAnswer<unknown>> {
  const { name, account, params, subject, key = newId() } = asked;
  const route: Route = api[name];
  const { query, body: made } = callOf(name);
  const body = asked.body ?? made?.(subject);
  const answer = await backend.raw({
    method: route.method,
    url:
      query === undefined
        ? pathOf(route, params)
        : `${pathOf(route, params)}?${String(new URLSearchParams(query))}`,
    account,
    headers: isWrite(route) ? { 'idempotency-key': key } : {},
    ...(body === undefined ? {} : { payload: body as object }),
  });
  expect(answer.status, `${name}: ${answer.text}`).toBeLessThan(500);
  const stated = [...commonErrors, ...(isWrite(route) ? writeErrors : []), ...route.errors];
  const refused = apiErrorSchema.extend({ code: z.enum(stated) });
  const wrong = answer.status < 400 ? undefined : refused.safeParse(answer.error).error;
  expect(wrong, answer.text).toBeUndefined();
  return answer;
}

/** Something to ask about: a user without profiles, a customer without users, a profile that nobody has, and a plan. */
export async function subjectIn(backend: Administration, at: Workplace): Promise<Subject> {
  const user = await backend.newUser(at, { firstName: at.tenant.name });
  const profile = await backend.newProfile(at, `${at.tenant.name} ${user.id}`);
  const params = { tenantId: at.tenant.id };
  const made = await backend.call(at.admin, 'customers.create', {
    params,
    body: { title: `${at.tenant.name} ${user.id}` },
  });
  const plan = await backend.call(at.admin, 'bulkPlans.create', {
    params,
    body: {
      action: { kind: 'assign-profiles', profileIds: [profile.id], mode: 'add' },
      selection: { kind: 'users', userIds: [user.id] },
    },
  });
  const note = await backend.call(at.admin, 'notes.create', {
    params: { ...params, userId: user.id },
    body: { text: `A note about ${user.id}` },
  });
  return {
    at,
    userId: user.id,
    customerId: made.body.id,
    profileId: profile.id,
    planId: plan.body.id,
    noteId: note.body.id,
  };
}

/** As `subjectIn`, and made ready for a call of this route. */
export async function readyFor(
  name: RouteName,
  { backend, at }: { readonly backend: Administration; readonly at: Workplace },
): Promise<Subject> {
  const subject = await subjectIn(backend, at);
  await callOf(name).before?.(backend, subject);
  return subject;
}
