import { apiError } from '#shared/api/errors.ts';
import { createMemoryBridge, type MemoryBridge, type MemoryBridgeOptions } from './memoryBridge.ts';

/** States of the console worth looking at, by the name in the address: `/?scenario=offline`. */
export const scenarios = {
  plain: {},
  dark: { preferences: { appearance: 'dark' } },
  comfortable: { preferences: { density: 'comfortable' } },
  'signed-out': { session: { state: 'signed-out', account: null } },
  'signing-in': {
    session: {
      state: 'signing-in',
      account: null,
      signInUrl: 'https://tenants.meridian.example/oauth/authorize?client_id=tenantdesk&code_challenge=abc',
    },
  },
  'sign-in-failed': {
    session: {
      state: 'signed-out',
      account: null,
      problem: apiError('NOT_A_BACKEND', 'HTML.'),
      keychain: { available: false, reason: 'no-secret-service' },
    },
  },
  choose: { preferences: { lastTenantId: null } },
  many: { tenants: 2000, customers: 450 },
  single: { single: true },
  offline: { online: false },
  'no-keychain': { session: { keychain: { available: false, reason: 'no-secret-service' } } },
  viewer: { role: 'Viewer' },
  empty: { customers: 0 },
  loading: {
    silent: ['customers.page', 'users.page'],
    sync: { phase: 'loading', asOf: null, loaded: 4200, expected: 12_000 },
  },
  error: {
    failing: { 'customers.page': { ...apiError('CACHE_UNAVAILABLE', 'Broken.'), requestId: 'req-7f3a' } },
  },
} as const satisfies Readonly<Record<string, MemoryBridgeOptions>>;
export type ScenarioName = keyof typeof scenarios;

export function bridgeFor(name: string): MemoryBridge {
  return createMemoryBridge(scenarios[name as ScenarioName] ?? {});
}
