import { describe, expect, it } from 'vitest';
import { api, type RouteName } from '#shared/api/index.ts';
import { isWrite, pathOf, type Route } from '#shared/api/route.ts';
import { commands } from '#shared/desktop/index.ts';

const routes = Object.entries(api) as [RouteName, Route][];

describe('The contract', () => {
  it('knows each route and each command under its own name, and no path twice', () => {
    for (const [name, route] of routes) expect(route.name).toBe(name);
    for (const [name, command] of Object.entries(commands)) expect(command.name).toBe(name);
    const places = routes.map(([, route]) => `${route.method} ${route.path}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it.each(routes)('names the parameters of its path, the tenant first: %s', (_, route) => {
    const inPath = [...route.path.matchAll(/:([A-Za-z]+)/gu)].map((match) => match[1]);
    expect(Object.keys(route.params.shape)).toEqual(inPath);
    if (inPath.length > 0) expect(route.path.startsWith('/v1/tenants/:tenantId')).toBe(true);
  });

  it.each(routes)('has an audit event for each write, and none for a read: %s', (_, route) => {
    expect(route.audit !== undefined).toBe(isWrite(route));
  });

  it.each(routes)('queues only writes that are no security action: %s', (name, route) => {
    if (route.offline === 'queue') {
      expect(isWrite(route)).toBe(true);
      expect(name).not.toMatch(/delete|activate|deactivate|resend|restore/iu);
    }
  });

  it.each(routes)('refuses unknown fields: %s', (_, route) => {
    const unknown = { thisFieldDoesNotExist: 1 };
    if (route.query !== undefined) expect(route.query.safeParse(unknown).success).toBe(false);
    if (route.body !== undefined) expect(route.body.safeParse(unknown).success).toBe(false);
  });

  it('escapes what it puts into a path', () => {
    expect(pathOf({ path: '/v1/tenants/:tenantId/users' }, { tenantId: '../x?y' })).toBe(
      '/v1/tenants/..%2Fx%3Fy/users',
    );
  });
});
