import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api, type RouteName } from '#shared/api/index.ts';
import { isWrite, type Route } from '#shared/api/route.ts';
import type { Administration, Workplace } from '../support/administration.ts';
import {
  ask,
  callOf,
  paramsOf,
  readyFor,
  routeNames,
  startContract,
  type Subject,
} from '../support/routeCalls.ts';
import { wrongBodies } from '../support/wrongBodies.ts';

let backend: Administration;
let nord: Workplace;
beforeAll(async () => {
  backend = await startContract();
  nord = await backend.workplace();
});
afterAll(() => backend.close());

const ready = (name: RouteName): Promise<Subject> => readyFor(name, { backend, at: nord });
const askAs = (name: RouteName, subject: Subject, how: { readonly key?: string; readonly body?: unknown }) =>
  ask(backend, { name, account: nord.admin, params: paramsOf(subject), subject, ...how });

const withBody = routeNames.filter((name) => 'body' in api[name]);

describe('Every route of the contract', () => {
  it.each(routeNames.filter((name) => isWrite(api[name])))(
    '%s writes its audit event, and a repeat under the same key answers the same and writes nothing more',
    async (name) => {
      const route: Route = api[name];
      const subject = await ready(name);
      const once = () => askAs(name, subject, { key: `key-${subject.userId}` });
      const first = await once();
      expect(first.status, first.text).toBe(route.status);
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
      const again = await once();
      expect([again.status, again.text]).toEqual([first.status, first.text]);
      expect(await count()).toEqual(events);
    },
  );

  it.each(withBody)('%s refuses bad input with a code and the field', async (name) => {
    const subject = await ready(name);
    const good = callOf(name).body?.(subject) as object;
    const wrong = {
      'an unknown field': { ...good, surprise: 1 },
      'an empty body': {},
      'another type': ['no'],
      ...wrongBodies[name]?.(good),
    };
    for (const [what, body] of Object.entries(wrong)) {
      const answer = await askAs(name, subject, { body });
      expect([answer.status, answer.error.saved], `${what}: ${answer.text}`).toEqual([400, 'nothing']);
    }
  });

  const versioned = withBody.filter((name) => (api[name] as Route).errors.includes('VERSION_CONFLICT'));

  it.each(versioned)('%s refuses a stale version with the state as it is now', async (name) => {
    const subject = await ready(name);
    const body = { ...(callOf(name).body?.(subject) as object), version: 99 };
    const answer = await askAs(name, subject, { body });
    expect([answer.status, answer.error.code], answer.text).toEqual([409, 'VERSION_CONFLICT']);
    expect(answer.error.current).toMatchObject({ version: expect.any(Number) });
  });
});
