import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { api, type RouteName } from '#shared/api/index.ts';
import { isWrite, pathOf, type Route } from '#shared/api/route.ts';
import { syncedKinds } from '#shared/api/syncedKinds.ts';
import { readersOf } from '#shared/desktop/index.ts';

const routes = Object.entries(api) as [RouteName, Route][];

describe('The contract', () => {
  it('knows each route under its own name, and no path twice', () => {
    for (const [name, route] of routes) expect(route.name).toBe(name);
    const places = routes.map(([, route]) => `${route.method} ${route.path}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('knows which commands read rows that changed', () => {
    expect(readersOf(['role'])).toEqual(['users.page', 'users.one', 'users.selected', 'roles.all']);
    expect(readersOf(['customer', 'product'])).toEqual([
      'users.page',
      'users.one',
      'users.selected',
      'customers.page',
      'customers.one',
      'profiles.all',
    ]);
    expect(readersOf([])).toEqual([]);
  });

  it.each(routes)('names the parameters of its path, the tenant first: %s', (_, route) => {
    const inPath = [...route.path.matchAll(/:([A-Za-z]+)/gu)].map((match) => match[1]);
    expect(Object.keys(route.params.shape)).toEqual(inPath);
    expect(route.path.startsWith('/v1/tenants/:tenantId')).toBe(inPath.length > 0);
  });

  it.each(routes)('takes an id in capital letters for the same: %s', (_, { params }) => {
    const ids = Object.fromEntries(Object.keys(params.shape).map((name) => [name, randomUUID()]));
    const capital = Object.entries(ids).map(([name, id]) => [name, id.toUpperCase()]);
    expect(params.parse(Object.fromEntries(capital))).toEqual(ids);
  });

  it.each(routes)('has an audit event for each write, and none for a read: %s', (_, route) => {
    expect(route.audit !== undefined).toBe(isWrite(route));
  });

  it.each(routes)(
    'says of each write what it changes, and of a read at most a job that it looks at: %s',
    (_, route) => {
      expect(route.affects !== undefined || !isWrite(route)).toBe(true);
      const { affects = 'nothing' } = route;
      if (affects === 'nothing') return;
      expect(isWrite(route) || affects.how === 'later').toBe(true);
      // A row is answered by exactly those routes that say so.
      expect(route.answer === syncedKinds[affects.kind].schema).toBe(affects.how === 'answered');
      expect(Object.keys(route.params.shape)).toContain(affects.how === 'removed' ? affects.id : 'tenantId');
    },
  );

  it.each(routes)('lets the window call only routes of a tenant: %s', (_, { window, path }) => {
    expect(window === 'never' || path.startsWith('/v1/tenants/:tenantId')).toBe(true);
  });

  it('queues only writes that are no security action', () => {
    const queued = routes.filter(([, route]) => route.offline === 'queue').map(([name]) => name);
    expect(queued).toEqual([
      'customers.create',
      'customers.update',
      'users.create',
      'users.update',
      'notes.create',
      'profiles.create',
      'profiles.update',
    ]);
    expect(queued.every((name) => isWrite(api[name]))).toBe(true);
  });

  it.each(routes)('refuses unknown fields: %s', (_, route) => {
    const taken = [route.query, route.body].filter(
      (schema) => schema?.safeParse({ thisFieldDoesNotExist: 1 }).success === true,
    );
    expect(taken).toEqual([]);
  });

  it('escapes what it puts into a path', () => {
    expect(pathOf({ path: '/v1/tenants/:tenantId/users' }, { tenantId: '../x?y' })).toBe(
      '/v1/tenants/..%2Fx%3Fy/users',
    );
  });
});
