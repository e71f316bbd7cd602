import { randomUUID } from 'node:crypto';
import { api, type Api, type RouteName } from '#shared/api/index.ts';
import { pathOf, type Route, type RouteAnswer, type RouteRequest } from '#shared/api/route.ts';
import type { Customer } from '#shared/api/customers.ts';
import type { Profile } from '#shared/api/profiles.ts';
import type { User } from '#shared/api/users.ts';
import type { DemoAccount } from '../../scripts/runtime/backend.ts';
import { createConsoleClient } from './consoleClient.ts';

/** Another admin at another machine, who works on the same tenant at the same time, through the API. */
export interface Colleague {
  /** Calls a route. @throws Error with the answer when it refuses. */
  call<N extends RouteName>(name: N, request: RouteRequest<Api[N]>): Promise<RouteAnswer<Api[N]>>;
  readonly tenantId: string;
  user(email: string): Promise<User>;
  customer(title: string): Promise<Customer>;
  profile(name: string): Promise<Profile>;
  changeUser(email: string, changes: RouteRequest<Api['users.update']>['body']['changes']): Promise<User>;
}

/** Signs the colleague in. Their work is on the tenant of that name. */
export async function createColleague(
  backendUrl: string,
  account: DemoAccount,
  tenant: string,
): Promise<Colleague> {
  const client = await createConsoleClient(backendUrl);
  const { accessToken } = await client.signIn(account.email, account.password);

  const call: Colleague['call'] = async (name, request) => {
    const route: Route = api[name];
    const query = new URLSearchParams((request.query ?? {}) as Record<string, string>).toString();
    const answer = await fetch(
      `${backendUrl}${pathOf(route, request.params)}${query === '' ? '' : `?${query}`}`,
      {
        method: route.method,
        headers: {
          authorization: `Bearer ${accessToken}`,
          'content-type': 'application/json',
          ...(route.method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
        },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      },
    );
    const body: unknown = await answer.json();
    if (!answer.ok) throw new Error(`${name} was refused: ${JSON.stringify(body)}`);
    return route.answer.parse(body) as never;
  };
  const known = <T>(found: T | undefined, what: string): T => {
    if (found === undefined) throw new Error(`${tenant} has no ${what}.`);
    return found;
  };

  const { tenants } = await call('me.get', { params: {} });
  const tenantId = known(
    tenants.find(({ name }) => name === tenant),
    'rights for this account',
  ).id;
  const params = { tenantId };
  const self: Colleague = {
    call,
    tenantId,
    async user(email) {
      const { items } = await call('users.list', { params, query: { search: email } });
      return known(
        items.find((user) => user.email === email),
        email,
      );
    },
    async customer(title) {
      const { items } = await call('customers.list', { params, query: { search: title } });
      return known(
        items.find((customer) => customer.title === title),
        title,
      );
    },
    async profile(name) {
      const { items } = await call('profiles.list', { params, query: { limit: '100' } });
      return known(
        items.find((profile) => profile.name === name),
        name,
      );
    },
    async changeUser(email, changes) {
      const { id, version } = await self.user(email);
      return call('users.update', { params: { tenantId, userId: id }, body: { version, changes } });
    },
  };
  return self;
}
