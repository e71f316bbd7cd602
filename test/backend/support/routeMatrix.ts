import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api, type RouteName } from '#shared/api/index.ts';
import { isWrite, type Route } from '#shared/api/route.ts';
import { defaultRoles, type DefaultRoleName, type Permission } from '#shared/domain/permissions.ts';
import type { TestAccount } from '#test/support/backend.ts';
import { type Administration, startAdministration, type Workplace } from './administration.ts';

/** What a request is about: made anew for each case, in the workplace that it is meant for. */
export interface Subject {
  readonly at: Workplace;
  readonly userId: string;
  readonly customerId: string;
  readonly profileId: string;
  readonly planId: string;
}

type Body = Readonly<Record<string, unknown>>;

/** One route: the body that works, and what it needs beyond its schema. */
export interface RouteCase {
  readonly name: RouteName;
  readonly body?: (subject: Subject) => Body;
  /** Makes the subject ready, such as a user that must be deactivated first. */
  readonly before?: (backend: Administration, subject: Subject) => Promise<void>;
  /** Bodies that are refused with 400, by what is wrong with them. */
  readonly wrong?: Readonly<Record<string, (body: Body) => unknown>>;
}

const otherIds = ['userId', 'customerId', 'profileId', 'planId'] as const;

/** The role that has everything but this permission, or the one with least that lacks it. */
const roleWithout = (permission: Permission): DefaultRoleName | null =>
  (['Member', 'Helpdesk', 'Viewer', 'BPM Admin'] as const).find(
    (role) => !defaultRoles[role].includes(permission),
  ) ?? null;

async function subjectIn(backend: Administration, at: Workplace): Promise<Subject> {
  const user = await backend.newUser(at);
  const profile = await backend.newProfile(at);
  const made = await backend.call(at.admin, 'customers.create', {
    params: { tenantId: at.tenant.id },
    body: { title: `Subject ${user.id}` },
  });
  const plan = await backend.call(at.admin, 'bulkPlans.create', {
    params: { tenantId: at.tenant.id },
    body: {
      action: { kind: 'assign-profiles', profileIds: [profile.id], mode: 'add' },
      selection: { kind: 'users', userIds: [user.id] },
    },
  });
  return { at, userId: user.id, customerId: made.body.id, profileId: profile.id, planId: plan.body.id };
}

/**
 * For every route: works for an admin and writes its audit event; refused without sign-in, without the permission, for
 * other tenants' ids and tenants, for wrong bodies, for a stale version; repeated under one key it answers the same.
 */
export function describeRoutes(title: string, cases: readonly RouteCase[]): void {
  let backend: Administration;
  let nord: Workplace;
  let other: Workplace;
  let foreign: Subject;
  beforeAll(async () => {
    backend = await startAdministration();
    nord = await backend.workplace();
    other = await backend.workplace();
    foreign = await subjectIn(backend, other);
  });
  afterAll(() => backend.close());

  const send = (account: TestAccount | null, name: RouteName, params: object, body?: unknown, key?: string) =>
    backend.call(
      account,
      name,
      { params, ...(body === undefined ? {} : { body }) } as never,
      key === undefined ? {} : { key },
    );
  const paramsOf = (subject: Subject) => {
    const { at, ...ids } = subject;
    return { tenantId: at.tenant.id, ...ids };
  };
  const ready = async (one: RouteCase): Promise<Subject> => {
    const subject = await subjectIn(backend, nord);
    await one.before?.(backend, subject);
    return subject;
  };

  describe.each(cases.map((one) => [one.name, one] as const))(`${title}: %s`, (name, one) => {
    const route: Route = api[name];

    it('works for an admin, and a repeat under the same key answers the same and writes nothing more', async () => {
      const subject = await ready(one);
      const body = one.body?.(subject);
      const first = await send(nord.admin, name, paramsOf(subject), body, `key-${subject.userId}`);
      expect(first.status, first.text).toBe(route.status);
      expect(route.answer.safeParse(first.body).error).toBeUndefined();
      if (!isWrite(route)) return;
      const count = () =>
        backend.inTenant(nord, ({ db }) =>
          db
            .selectFrom('audit_events')
            .where('tenant_id', '=', nord.tenant.id)
            .where('type', '=', route.audit ?? 'user.updated')
            .select(({ fn }) => fn.countAll<number>().as('events'))
            .executeTakeFirstOrThrow(),
        );
      await backend.jobs.settled();
      const events = await count();
      expect(events.events).toBeGreaterThan(0);
      const again = await send(nord.admin, name, paramsOf(subject), body, `key-${subject.userId}`);
      expect([again.status, again.text]).toEqual([first.status, first.text]);
      expect(await count()).toEqual(events);
    });

    it('@security is refused without sign-in, without the permission, and for what belongs to another tenant', async () => {
      const subject = await ready(one);
      const body = one.body?.(subject);
      const params = paramsOf(subject);
      expect((await send(null, name, params, body)).status).toBe(401);
      const lacking = await nord.tenant.account(roleWithout(route.access as Permission));
      const denied = await send(lacking, name, params, body);
      expect([denied.status, denied.error.code], denied.text).toEqual([403, 'PERMISSION_DENIED']);
      expect((await send(other.admin, name, params, body)).status).toBe(404);
      for (const id of otherIds.filter((param) => route.path.includes(`:${param}`))) {
        const mixed = await send(nord.admin, name, { ...params, [id]: foreign[id] }, body);
        expect([mixed.status, mixed.error.code], id).toEqual([404, 'NOT_FOUND']);
      }
    });
  });

  const withBody = cases.flatMap(({ body, ...one }) => (body === undefined ? [] : [{ ...one, body }]));

  it.each(withBody)(`${title}: $name refuses bad input with a code and the field`, async (one) => {
    const subject = await ready(one);
    const wrong = {
      'an unknown field': (good: Body) => ({ ...good, surprise: 1 }),
      'an empty body': () => ({}),
      'another type': () => ['no'],
      ...one.wrong,
    };
    for (const [what, change] of Object.entries(wrong)) {
      const answer = await send(nord.admin, one.name, paramsOf(subject), change(one.body(subject)));
      expect([answer.status, answer.error.saved], `${what}: ${answer.text}`).toEqual([400, 'nothing']);
    }
  });

  const versioned = withBody.filter(({ name }) => (api[name] as Route).errors.includes('VERSION_CONFLICT'));

  it.each(versioned)(`${title}: $name refuses a stale version with the state as it is now`, async (one) => {
    const subject = await ready(one);
    const body = { ...one.body(subject), version: 99 };
    const answer = await send(nord.admin, one.name, paramsOf(subject), body);
    expect([answer.status, answer.error.code], answer.text).toEqual([409, 'VERSION_CONFLICT']);
    expect(answer.error.current).toMatchObject({ version: expect.any(Number) });
  });
}
