import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { api, type RouteName } from '#shared/api/index.ts';
import { isWrite, type Route } from '#shared/api/route.ts';
import { defaultRoleNames, defaultRoles, type Permission } from '#shared/domain/permissions.ts';
import { newId } from '../../../src-backend/database/newId.ts';
import type { TestAccount, TestAnswer } from '#test/support/backend.ts';
import type { Administration, Workplace } from '../support/administration.ts';
import {
  ask,
  callOf,
  paramsOf,
  readyFor,
  routeNames,
  startContract,
  type Subject,
  subjectIn,
} from '../support/routeCalls.ts';

const canary = 'Kanarienvogel';

interface Actor {
  readonly account: TestAccount | null;
  /** What it may do in the tenant asked about; null: it has nothing to do with it. */
  readonly held: readonly Permission[] | null;
}

let backend: Administration;
let own: Workplace;
/** Something of the own tenant for requests that must not change it, and something of another one. */
let ours: Subject;
let foreign: Subject;
const actors: Record<string, Actor> = {};

beforeAll(async () => {
  backend = await startContract();
  const parent = await backend.tenant({ name: 'Mutter' });
  own = await backend.workplace({}, { name: 'Eigen', parent });
  const { tenant } = own;
  const other = await backend.workplace({}, { name: canary });
  ours = await subjectIn(backend, own);
  foreign = await subjectIn(backend, other);
  const staff = await parent.account('Admin');
  const guest = await parent.account(null);
  await backend.grant(guest, tenant, 'Viewer');
  actors['nobody at all'] = { account: null, held: null };
  actors['the admin of another tenant'] = { account: other.admin, held: null };
  actors['the admin of the parent, without a role here'] = { account: staff, held: null };
  actors['a viewer from the parent'] = { account: guest, held: defaultRoles.Viewer };
  actors['an own user without a role'] = { account: await tenant.account(null), held: [] };
  for (const role of defaultRoleNames)
    actors[`the own ${role}`] = { account: await tenant.account(role), held: defaultRoles[role] };
});
afterAll(() => backend.close());

/** What the actor lacks, or undefined. */
function lacking(name: RouteName, held: readonly Permission[]): Permission | undefined {
  const { access }: Route = api[name];
  const needed = access === 'signed-in' ? [] : [access];
  return [...needed, ...(callOf(name).alsoNeeds ?? [])].find((permission) => !held.includes(permission));
}

/** The one refusal that is right; null: the actor may. */
function rightRefusal(name: RouteName, { account, held }: Actor): object | null {
  if (account === null) return { status: 401, error: { code: 'NOT_SIGNED_IN' } };
  if (!api[name].path.includes(':tenantId')) return null;
  if (held === null) return { status: 404, error: { code: 'NOT_FOUND' } };
  const permission = lacking(name, held);
  return permission === undefined
    ? null
    : { status: 403, error: { code: 'PERMISSION_DENIED', details: { permission } } };
}

const leaks = ({ text, headers }: TestAnswer<unknown>) => (text + JSON.stringify(headers)).includes(canary);

/** A refusal without what is different each time. */
const plain = ({ status, error }: TestAnswer<unknown>) => ({ status, error: { ...error, requestId: '' } });

describe('Every route of the contract', () => {
  test('is served', () => {
    const missing = Object.values<Route>(api)
      .filter((route) => !backend.app.hasRoute({ method: route.method, url: route.path }))
      .map((route) => route.name);
    expect(missing).toEqual([]);
  });

  test.each(routeNames)(
    '%s works for those who may, and refuses the others as it should @security',
    async (name) => {
      const route: Route = api[name];
      const make = (): Promise<Subject> => readyFor(name, { backend, at: own });
      // A write may use its subject up; what is only read serves everybody.
      const shared = isWrite(route) ? null : await make();
      for (const [title, actor] of Object.entries(actors)) {
        const refusal = rightRefusal(name, actor);
        const subject = refusal === null ? (shared ?? (await make())) : ours;
        const answer = await ask(backend, {
          name,
          account: actor.account,
          params: paramsOf(subject),
          subject,
        });
        expect(answer, `${title}: ${answer.text}`).toMatchObject(refusal ?? { status: route.status });
        const told = refusal === null && route.stream !== true;
        const wrong = told ? route.answer.safeParse(answer.body).error : undefined;
        expect(wrong, title).toBeUndefined();
        expect(leaks(answer) && title !== 'the admin of another tenant', `${title}: ${answer.text}`).toBe(
          false,
        );
      }
    },
  );

  const parameters = routeNames.flatMap((name) =>
    Array.from(api[name].path.matchAll(/:(\w+)/gu), ([, id = '']) => ({ name, id })),
  );

  test.each(parameters)(
    '$name tells the $id of another tenant from none at all by nothing @security',
    async ({ name, id }) => {
      const given = { ...paramsOf(ours) };
      expect(Object.keys(given)).toContain(id);
      const asked = (value: unknown) =>
        ask(backend, { name, account: own.admin, params: { ...given, [id]: value }, subject: ours });
      const theirs = await asked(Reflect.get(paramsOf(foreign), id));
      expect(theirs).toMatchObject({ status: 404, error: { code: 'NOT_FOUND' } });
      expect(leaks(theirs), theirs.text).toBe(false);
      expect(plain(theirs)).toEqual(plain(await asked(newId())));
    },
  );

  test.each(routeNames.filter((name) => 'body' in api[name]))(
    '%s takes no reference to another tenant’s things @security',
    async (name) => {
      const subject = await readyFor(name, { backend, at: own });
      const answer = await ask(backend, {
        name,
        account: own.admin,
        params: paramsOf(subject),
        subject: foreign,
      });
      const body = JSON.stringify(callOf(name).body?.(foreign));
      const theirs = [...Object.values(paramsOf(foreign)), foreign.at.customer.id, ...foreign.at.processIds];
      const refers = theirs.some((id) => body.includes(`"${id}"`));
      const refusal = { status: 400, error: { code: 'VALIDATION_FAILED', saved: 'nothing' } };
      expect(answer, answer.text).toMatchObject(refers ? refusal : { status: api[name].status });
      expect(leaks(answer), answer.text).toBe(false);
      const after = await backend.call(foreign.at.admin, 'users.list', {
        params: { tenantId: foreign.at.tenant.id },
        query: {},
      });
      expect(after.body.items.find((user) => user.id === foreign.userId)).toMatchObject({ version: 1 });
    },
  );
});
