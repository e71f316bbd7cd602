import type { ParsedInput } from '../../commands/handlers.ts';
import { Refusal, type Result } from '#shared/api/errors.ts';
import { type User, type UserFilter, userListSortFields } from '#shared/api/users.ts';
import { type UserDetails, type UserPage, userRow } from '#shared/desktop/grids.ts';
import { type Anchor, anchorAt, cursorOf } from '../../cache/anchors.ts';
import { byName } from '../../cache/sortKeys.ts';
import type { EngineContext } from '../../engineContext.ts';
import { fromBackend } from '../tenants/loadedCopy.ts';
import { knownTenant } from '../tenants/knownTenant.ts';
import { presented } from './usersRows.ts';

type BackendSort = (typeof userListSortFields)[number];

/**
 * A page asked of the backend while the tenant's copy still loads. Orders that only the copy has fall back to names.
 * @throws Refusal
 */
export async function usersPageOfBackend(
  input: ParsedInput<'users.page'>,
  anchor: Anchor | null,
  context: EngineContext,
): Promise<UserPage> {
  const { tenantId, filter } = input;
  const sort: BackendSort = userListSortFields.find((field) => field === input.sort) ?? 'name';
  const answer = await context.client.call('users.list', {
    params: { tenantId },
    query: {
      sort,
      direction: input.direction,
      limit: String(input.limit),
      ...cursorOf(anchor),
      ...(filter.customerId === undefined ? {} : { customerId: filter.customerId }),
      ...(filter.profileIds?.length ? { profileIds: filter.profileIds.join(',') } : {}),
      ...(filter.statuses?.length ? { statuses: filter.statuses.join(',') } : {}),
      ...(filter.auths?.length ? { auths: filter.auths.join(',') } : {}),
      ...(filter.search ? { search: filter.search } : {}),
    },
  });
  if (!answer.ok) throw new Refusal(answer.error);
  const { items, nextCursor } = answer.value;
  const waits = waitsLongEnough(filter, context.clock.now());
  const wanted = items.filter((user) => waits(user) && input.only?.includes(user.id) !== false);
  const rows = await nameUsers(wanted, tenantId, context);
  return {
    rows: rows.map((row) => userRow.parse(row)),
    nextAnchor: anchorAt(nextCursor),
    ...(await totalFor(input, context, {
      shown: rows.length,
      isAll: anchor === null && nextCursor === null,
    })),
    provenance: fromBackend(context),
  };
}

/** A part of a filter that the backend's list doesn't know: it is applied to the page, which may get shorter. */
function waitsLongEnough({ notActivatedForHours: hours }: UserFilter, now: number): (user: User) => boolean {
  if (hours === undefined) return () => true;
  return ({ activatedAt, createdAt }) =>
    activatedAt === null && Date.parse(createdAt) < now - hours * 3_600_000;
}

async function totalFor(
  { tenantId, filter, only }: ParsedInput<'users.page'>,
  context: EngineContext,
  { shown, isAll }: { readonly shown: number; readonly isAll: boolean },
): Promise<Pick<UserPage, 'total' | 'totalIsExact'>> {
  if (isAll) return { total: shown, totalIsExact: true };
  const restricted =
    filter.profileIds?.length ||
    filter.statuses?.length ||
    filter.auths?.length ||
    filter.search ||
    filter.notActivatedForHours ||
    only;
  if (restricted) return { total: shown, totalIsExact: false };
  if (filter.customerId === undefined) {
    return { total: (await knownTenant(tenantId, context)).userCount, totalIsExact: true };
  }
  const customer = await context.client.call('customers.get', {
    params: { tenantId, customerId: filter.customerId },
  });
  return customer.ok
    ? { total: customer.value.userCount, totalIsExact: true }
    : { total: shown, totalIsExact: false };
}

/** Users with the names of what they hold, as far as the account may see those. */
export async function nameUsers(
  users: readonly User[],
  tenantId: string,
  context: EngineContext,
): Promise<UserDetails[]> {
  const { client, clock } = context;
  const params = { tenantId };
  const customerIds = [...new Set(users.map(({ customerId }) => customerId))];
  const [profiles, roles, customers, singles] = await Promise.all([
    client.call('profiles.list', { params, query: { limit: '100' } }),
    client.call('roles.list', { params }),
    client.call('customers.list', { params, query: { limit: '100' } }),
    // One customer's users are the usual case, and that customer may be far down the list.
    Promise.all(
      customerIds
        .slice(0, 1)
        .map((customerId) => client.call('customers.get', { params: { tenantId, customerId } })),
    ),
  ]);
  const profileNames = namesOf(profiles, ({ items }) => items);
  const roleNames = namesOf(roles, ({ items }) => items);
  const titles = new Map(
    [
      ...(customers.ok ? customers.value.items : []),
      ...singles.flatMap((one) => (one.ok ? [one.value] : [])),
    ].map(({ id, title }) => [id, title]),
  );
  return users.map((user) =>
    presented(
      user,
      {
        customerTitle: titles.get(user.customerId) ?? '',
        profileNames: byName(user.profileIds.flatMap((id) => profileNames.get(id) ?? [])),
        roleNames: byName(user.roleIds.flatMap((id) => roleNames.get(id) ?? [])),
      },
      clock.now(),
    ),
  );
}

function namesOf<T>(
  answer: Result<T>,
  items: (value: T) => readonly { readonly id: string; readonly name: string }[],
): ReadonlyMap<string, string> {
  return new Map(answer.ok ? items(answer.value).map(({ id, name }) => [id, name]) : []);
}
