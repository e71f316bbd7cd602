import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiErrorSchema } from '#shared/api/errors.ts';
import { api, type Api, type RouteName } from '#shared/api/index.ts';
import { isWrite, pathOf, type Route } from '#shared/api/route.ts';
import { defaultRoles } from '#shared/domain/permissions.ts';
import type { z } from 'zod';
import { composeFeatures } from '../../../src-backend/composition.ts';
import { newId } from '../../../src-backend/database/newId.ts';
import { eventStreamLimits } from '../../../src-backend/http/eventStreams.ts';
import {
  type TestAccount,
  type TestAnswer,
  type TestBackend,
  startTestBackend,
  type TestTenant,
} from '#test/support/backend.ts';
import { asSystem, insertUsers } from '../support/rows.ts';

const canary = 'Kanarienvogel';
const names = Object.keys(api) as RouteName[];

/** Ids of one tenant, by the names that parameters and bodies use. */
interface Ids {
  readonly tenantId: string;
  readonly customerId: string;
  readonly userId: string;
  readonly profileId: string;
  readonly processId: string;
  readonly planId: string;
}

type BodyOf<R> = R extends { readonly body: infer B extends z.ZodType }
  ? (ids: Ids) => z.input<B>
  : undefined;

/** A body for every route that takes one, made of the given ids. A new route doesn't compile without its line. */
const bodies: { readonly [N in RouteName as BodyOf<Api[N]> extends undefined ? never : N]: BodyOf<Api[N]> } =
  {
    'customers.create': () => ({ title: `New ${newId()}` }),
    'customers.update': () => ({ version: 1, changes: { city: 'Oslo' } }),
    'customers.delete': ({ customerId }) => ({
      version: 1,
      users: { kind: 'move', toCustomerId: customerId },
    }),
    'users.create': ({ customerId, profileId }) => ({
      customerId,
      email: `${newId()}@example.test`,
      firstName: 'A',
      lastName: 'B',
      profileIds: [profileId],
    }),
    'users.update': ({ profileId }) => ({ version: 1, changes: { profileIds: [profileId] } }),
    'users.setAvatar': () => ({ version: 1, image: null }),
    'users.activate': () => ({ version: 1 }),
    'users.deactivate': () => ({ version: 1 }),
    'users.delete': () => ({ version: 1 }),
    'profiles.create': ({ processId }) => ({ name: `New ${newId()}`, processIds: [processId] }),
    'profiles.update': ({ processId }) => ({ version: 1, changes: { processIds: [processId] } }),
    'profiles.delete': () => ({ version: 1, takeFromHolders: false }),
    'bulkPlans.create': ({ userId, profileId }) => ({
      action: { kind: 'assign-profiles', profileIds: [profileId], mode: 'replace' },
      selection: { kind: 'users', userIds: [userId] },
    }),
  };

let backend: TestBackend;
let parent: TestTenant;
let own: Ids;
let foreign: Ids;
const actors: Record<string, TestAccount | null> = {};

async function furnish(tenant: TestTenant): Promise<Ids> {
  return backend.unitOfWork.run(asSystem(tenant), async ({ db }) => {
    const [userId] = await insertUsers(db, tenant, [`${tenant.name}-someone`]);
    const ids = { product: newId(), processId: newId(), profileId: newId() };
    const name = `${tenant.name} things`;
    await db
      .insertInto('products')
      .values({ tenant_id: tenant.id, product_id: ids.product, code: tenant.name, name })
      .execute();
    await db
      .insertInto('processes')
      .values({
        tenant_id: tenant.id,
        process_id: ids.processId,
        product_id: ids.product,
        name,
        section: name,
      })
      .execute();
    await db
      .insertInto('profiles')
      .values({
        tenant_id: tenant.id,
        profile_id: ids.profileId,
        kind: 'custom',
        product_id: null,
        name,
        name_key: tenant.name,
      })
      .execute();
    await db
      .insertInto('profile_processes')
      .values({ tenant_id: tenant.id, profile_id: ids.profileId, process_id: ids.processId })
      .execute();
    return {
      tenantId: tenant.id,
      customerId: tenant.customerId,
      userId: userId!,
      profileId: ids.profileId,
      processId: ids.processId,
      planId: newId(),
    };
  });
}

/** A plan of the foreign tenant, so that there is one to look for. */
async function plan(account: TestAccount, ids: Ids): Promise<Ids> {
  const { body, status } = await backend.call(account, 'bulkPlans.create', {
    params: { tenantId: ids.tenantId },
    body: bodies['bulkPlans.create'](ids),
  });
  expect(status).toBe(201);
  return { ...ids, planId: body.id };
}

beforeAll(async () => {
  backend = await startTestBackend({
    features: async (parts) => (await composeFeatures(parts)).features,
    // Streams end at once, so that they have an answer to look at.
    streamLimits: { ...eventStreamLimits, longest: 1 },
  });
  parent = await backend.tenant({ name: 'Mutter' });
  const tenant = await backend.tenant({ name: 'Eigen', parent });
  const other = await backend.tenant({ name: canary });
  own = await furnish(tenant);
  foreign = await furnish(other);
  actors['nobody at all'] = null;
  actors['the admin of another tenant'] = await other.account('Admin');
  actors['the admin of the parent, without a role here'] = await parent.account('Admin');
  actors['an own user without a role'] = await tenant.account(null);
  actors['an own viewer'] = await tenant.account('Viewer');
  actors['the own admin'] = await tenant.account('Admin');
  foreign = await plan(actors['the admin of another tenant'], foreign);
});
afterAll(() => backend.close());

async function ask(
  name: RouteName,
  account: TestAccount | null,
  params: Ids,
  inBody: Ids,
): Promise<TestAnswer<unknown>> {
  const route: Route = api[name];
  const body = name in bodies ? bodies[name as keyof typeof bodies](inBody) : undefined;
  const answer = await backend.raw({
    method: route.method,
    url: pathOf(route, { ...params }),
    account,
    headers: isWrite(route) ? { 'idempotency-key': newId() } : {},
    ...(body === undefined ? {} : { payload: body }),
  });
  expect(answer.status, `${name}: ${answer.text}`).toBeLessThan(500);
  expect(answer.status < 400 || apiErrorSchema.safeParse(answer.error).success, answer.text).toBe(true);
  return answer;
}

const heldBy = (actor: string): readonly string[] =>
  actor === 'an own viewer' ? defaultRoles.Viewer : actor === 'the own admin' ? defaultRoles.Admin : [];

/** The status that the actor gets for what it may not do; null: it may, and anything but a denial is right. */
function expected(route: Route, actor: string): number | null {
  const inTenant = route.path.includes(':tenantId');
  if (actor === 'nobody at all') return 401;
  if (!inTenant) return null;
  if (actor === 'the admin of another tenant' || actor.startsWith('the admin of the parent')) return 404;
  if (route.access === 'signed-in' || route.access === 'public') return null;
  return heldBy(actor).includes(route.access) ? null : 403;
}

function isRight(route: Route, actor: string, { status, error }: TestAnswer<unknown>): boolean {
  const wanted = expected(route, actor);
  if (wanted !== null && status !== wanted) return false;
  if (status !== 403) return wanted !== null || status !== 401;
  // Beyond what the route names, the thing asked for may need more: then it is named, and really lacking.
  const named = String(error.details?.['permission']);
  return error.code === 'PERMISSION_DENIED' && !heldBy(actor).includes(named);
}

describe('Every route of the contract', () => {
  test('is served', () => {
    const missing = Object.values<Route>(api)
      .filter((route) => !backend.app.hasRoute({ method: route.method, url: route.path }))
      .map((route) => route.name);
    expect(missing).toEqual([]);
  });

  test.each(names)('%s lets in whom it should, and nobody else @security', async (name) => {
    const route: Route = api[name];
    for (const [actor, account] of Object.entries(actors)) {
      const answer = await ask(name, account, own, own);
      expect(isRight(route, actor, answer), `${actor}: ${answer.status} ${answer.text}`).toBe(true);
      const leaks = (answer.text + JSON.stringify(answer.headers)).includes(canary);
      expect(leaks && actor !== 'the admin of another tenant', `${actor}: ${answer.text}`).toBe(false);
    }
  });

  test.each(names.filter((name) => api[name].path.match(/:(?!tenantId)/u)))(
    '%s knows nothing of another tenant’s things @security',
    async (name) => {
      const { status, text } = await ask(
        name,
        actors['the own admin']!,
        { ...foreign, tenantId: own.tenantId },
        own,
      );
      expect(status, text).toBe(404);
      expect(text).not.toContain(canary);
      const unknown = { ...own, customerId: newId(), userId: newId(), profileId: newId(), planId: newId() };
      expect((await ask(name, actors['the own admin']!, unknown, own)).status).toBe(404);
    },
  );

  test.each(Object.keys(bodies) as (keyof typeof bodies)[])(
    '%s takes no reference to another tenant’s things @security',
    async (name) => {
      const { text } = await ask(name, actors['the own admin']!, own, foreign);
      expect(text).not.toContain(canary);
      const after = await backend.call(actors['the admin of another tenant']!, 'users.list', {
        params: { tenantId: foreign.tenantId },
        query: {},
      });
      expect(after.body.items.find((user) => user.id === foreign.userId)).toMatchObject({ version: 1 });
    },
  );
});
