import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
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
  changeUser(email: string, changes: Changes<'users.update'>): Promise<User>;
  changeCustomer(title: string, changes: Changes<'customers.update'>): Promise<Customer>;
}

type Changes<N extends 'users.update' | 'customers.update'> = z.input<Api[N]['body']>['changes'];

/** Signs the colleague in. Their work is on the tenant of that name. */
export async function createColleague(
  backendUrl: string,
  account: DemoAccount,
  tenant: string,
): Promise<Colleague> {
  const client = await createConsoleClient(backendUrl);
  const { accessToken } = await client.signIn(account.email, account.password);
  const answer = await client.api(accessToken);
  const { tenants } = api['me.get'].answer.parse(await answer.json());
  const tenantId = tenants.find(({ name }) => name === tenant)?.id;
  if (tenantId === undefined) throw new Error(`${account.email} may not work on ${tenant}.`);
  return colleagueWith({ backendUrl, accessToken, tenantId });
}

/** A colleague who is signed in. */
export function colleagueWith({
  backendUrl,
  accessToken,
  tenantId,
}: {
  readonly backendUrl: string;
  readonly accessToken: string;
  readonly tenantId: string;
}): Colleague {
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
    if (found === undefined) throw new Error(`The tenant has no ${what}.`);
    return found;
  };

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
    async changeCustomer(title, changes) {
      const { id, version } = await self.customer(title);
      return call('customers.update', { params: { tenantId, customerId: id }, body: { version, changes } });
    },
  };
  return self;
}
