import {
  type CustomerPage,
  type CustomerPageInput,
  type UserPage,
  type UserPageInput,
  type UserDetails,
} from '#shared/desktop/grids.ts';
import type { User, UserFilter } from '#shared/api/users.ts';
import { textKey } from '#shared/domain/text.ts';
import { authState, userStatus } from '#shared/domain/userStatus.ts';
import type { MemoryWorld } from './memoryWorld.ts';

const collator = new Intl.Collator('en', { numeric: true });

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator.compare(textOf(a), textOf(b));
}

function pageOf<R extends { readonly id: string }>(
  rows: readonly R[],
  value: (row: R) => unknown,
  {
    direction = 'asc',
    limit = 50,
    anchor = null,
  }: Pick<Partial<UserPageInput>, 'direction' | 'limit' | 'anchor'>,
) {
  const sign = direction === 'asc' ? 1 : -1;
  const sorted = rows.toSorted((a, b) => sign * compare(value(a), value(b)) || compare(a.id, b.id));
  const start = anchor === null ? 0 : Number(anchor);
  const end = start + limit;
  return {
    rows: sorted.slice(start, end),
    nextAnchor: end < sorted.length ? String(end) : null,
    total: rows.length,
    totalIsExact: true,
    provenance: { source: 'copy' as const, asOf: new Date().toISOString() },
  };
}

export function toUserDetails(world: MemoryWorld, user: User): UserDetails {
  return {
    ...user,
    name: `${user.firstName} ${user.lastName}`,
    customerTitle: world.customers.find(({ id }) => id === user.customerId)?.title ?? '',
    profileNames: user.profileIds.map(
      (id) => world.profiles.find((profile) => profile.id === id)?.name ?? '',
    ),
    roleNames: user.roleIds.map((id) => world.roles.find((role) => role.id === id)?.name ?? ''),
    status: userStatus(user, Date.now()),
    auth: authState(user),
  };
}

export function matchesUserFilter(user: User, filter: UserFilter): boolean {
  const key = textKey(filter.search ?? '');
  return (
    (filter.customerId === undefined || user.customerId === filter.customerId) &&
    (filter.profileIds === undefined || filter.profileIds.some((id) => user.profileIds.includes(id))) &&
    (filter.statuses === undefined || filter.statuses.includes(userStatus(user, Date.now()))) &&
    (filter.auths === undefined || filter.auths.includes(authState(user))) &&
    (filter.notActivatedForHours === undefined || user.activatedAt === null) &&
    textKey(`${user.firstName} ${user.lastName} ${user.email}`).includes(key)
  );
}

const userValue: Readonly<Record<string, (row: UserDetails) => unknown>> = {
  profiles: (row) => row.profileNames.join(' '),
  role: (row) => row.roleNames.join(' '),
  secondFactors: (row) => row.secondFactors.join(' '),
  customer: (row) => row.customerTitle,
};

export function userPageOf(world: MemoryWorld, input: UserPageInput): UserPage {
  const rows = world.users
    .filter((user) => user.tenantId === input.tenantId && matchesUserFilter(user, input.filter))
    .map((user) => toUserDetails(world, user));
  const sort = input.sort ?? 'name';
  return pageOf(rows, userValue[sort] ?? ((row) => row[sort as keyof UserDetails]), input);
}

export function customerPageOf(world: MemoryWorld, input: CustomerPageInput): CustomerPage {
  const key = textKey(input.search ?? '');
  const rows = world.customers.filter(
    ({ tenantId, title, email, city }) =>
      tenantId === input.tenantId && textKey(`${title} ${email} ${city}`).includes(key),
  );
  const sort = input.sort ?? 'title';
  return pageOf(rows, (row) => row[sort], input);
}
