import type { z } from 'zod';
import type { Permission } from '../domain/permissions.ts';
import { customer } from './customers.ts';
import { product, profile } from './profiles.ts';
import { role } from './roles.ts';
import { user } from './users.ts';

interface KindFacts {
  /** One row as the API writes it. */
  readonly schema: z.ZodType<{ readonly id: string; readonly tenantId: string; readonly version: number }>;
  /** Name of its rows in a page of changes. */
  readonly list: string;
  /** What an account must hold in the tenant to see rows of this kind. */
  readonly permission: Permission;
}

/**
 * The kinds of a tenant's rows that the copy on the machine holds, in the order in which a first load streams them.
 * A kind's place is part of every cursor: a new kind comes last.
 */
export const syncedKinds = {
  role: { schema: role, list: 'roles', permission: 'roles.read' },
  product: { schema: product, list: 'products', permission: 'profiles.read' },
  profile: { schema: profile, list: 'profiles', permission: 'profiles.read' },
  customer: { schema: customer, list: 'customers', permission: 'customers.read' },
  user: { schema: user, list: 'users', permission: 'users.read' },
} as const satisfies Readonly<Record<string, KindFacts>>;

type SyncedKinds = typeof syncedKinds;
export type SyncedKind = keyof SyncedKinds;
export const syncedKindNames = Object.keys(syncedKinds) as readonly SyncedKind[];

/** A row of one kind. */
export type SyncedRow<K extends SyncedKind> = z.output<SyncedKinds[K]['schema']>;

/** The name of a kind's rows in a page of changes. */
export type SyncedList<K extends SyncedKind = SyncedKind> = SyncedKinds[K]['list'];
