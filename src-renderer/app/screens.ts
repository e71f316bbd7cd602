import { type ComponentType, lazy } from 'react';
import type { Permission } from '#shared/domain/permissions.ts';
import type { ScreenName, Screen } from '../state/consoleStore.ts';

/** What every screen is given. */
export interface ScreenProps<N extends ScreenName = ScreenName> {
  readonly tenantId: string;
  readonly screen: Extract<Screen, { readonly name: N }>;
}

type ScreenLoader = {
  readonly [N in ScreenName]: () => Promise<{ readonly default: ComponentType<ScreenProps<N>> }>;
};

/** Where each screen's code lies: a chunk of its own, loaded when it is first shown. */
export const loadScreen: ScreenLoader = {
  customers: async () => ({
    default: (await import('../features/customers/CustomersScreen.tsx')).CustomersScreen,
  }),
  users: async () => ({ default: (await import('../features/users/UsersScreen.tsx')).UsersScreen }),
  profiles: async () => ({
    default: (await import('../features/profiles/ProfilesScreen.tsx')).ProfilesScreen,
  }),
  products: async () => ({
    default: (await import('../features/profiles/ProductsScreen.tsx')).ProductsScreen,
  }),
  audit: async () => ({ default: (await import('../features/audit/AuditScreen.tsx')).AuditScreen }),
};

export const screens: { readonly [N in ScreenName]: ComponentType<ScreenProps<N>> } = {
  customers: lazy(loadScreen.customers),
  users: lazy(loadScreen.users),
  profiles: lazy(loadScreen.profiles),
  products: lazy(loadScreen.products),
  audit: lazy(loadScreen.audit),
};

/** What an account needs to open a screen. */
export const screenPermission: Readonly<Record<ScreenName, Permission>> = {
  customers: 'customers.read',
  users: 'users.read',
  profiles: 'profiles.read',
  products: 'profiles.read',
  audit: 'audit.read',
};
