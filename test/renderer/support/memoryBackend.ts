import type { z } from 'zod';
import type { BulkAction, UserSelection } from '#shared/api/bulkPlans.ts';
import { apiError, type ApiError, type FieldError } from '#shared/api/errors.ts';
import { api, type RouteName } from '#shared/api/index.ts';
import type { Route } from '#shared/api/route.ts';
import type { SyncedKind } from '#shared/api/syncedKinds.ts';
import type { User } from '#shared/api/users.ts';
import type { InputOf } from '#shared/desktop/index.ts';
import { emailKey } from '#shared/domain/email.ts';
import { textKey } from '#shared/domain/text.ts';
import { matchesUserFilter } from './memoryGrids.ts';
import { createMemoryPlans } from './memoryPlans.ts';
import { type MemoryWorld, tenantId as managedTenantId } from './memoryWorld.ts';

type Call = InputOf<'backend.call'>;

/** Thrown inside, answered as data. */
class Refused extends Error {
  readonly error: ApiError;
  constructor(error: ApiError) {
    super(error.message);
    this.error = error;
  }
}

const fieldsOf = (issues: readonly z.core.$ZodIssue[]): FieldError[] =>
  issues.map(({ path, message }) => ({
    field: path.join('.'),
    reason: message === 'required' ? 'required' : 'invalid',
    message,
  }));

/** The tenant API on a world in memory: enough of its rules that the console's screens meet every answer. */
export function createMemoryBackend(world: MemoryWorld, changed: (entities: readonly SyncedKind[]) => void) {
  const put = (user: User) => {
    world.users = world.users.map((one) => (one.id === user.id ? user : one));
    if (!world.users.some(({ id }) => id === user.id)) world.users.push(user);
    countUsers();
  };
  const removeUser = (id: string) => {
    world.users = world.users.filter((user) => user.id !== id);
    countUsers();
  };
  const countUsers = () => {
    world.customers = world.customers.map((customer) => ({
      ...customer,
      userCount: world.users.filter(({ customerId }) => customerId === customer.id).length,
    }));
  };
  const plans = createMemoryPlans({
    users: () => world.users,
    matches: matchesUserFilter,
    put,
    remove: removeUser,
    profileName: (id) => world.profiles.find((profile) => profile.id === id)?.name ?? '',
    actor: () => ({
      userId: null,
      permissions: world.tenants.find(({ id }) => id === managedTenantId)?.permissions ?? [],
    }),
  });

  const found = <T extends { readonly id: string }>(list: readonly T[], id: string | undefined): T => {
    const entity = list.find((one) => one.id === id);
    if (entity === undefined) throw new Refused(apiError('NOT_FOUND', 'Not found.'));
    return entity;
  };
  const checkVersion = (entity: { readonly version: number }, version: number) => {
    if (entity.version !== version)
      throw new Refused(apiError('VERSION_CONFLICT', 'Changed meanwhile.', { current: entity }));
  };
  const checkTitle = (title: string, but?: string) => {
    if (world.customers.some((one) => one.id !== but && textKey(one.title) === textKey(title)))
      throw new Refused(apiError('NAME_TAKEN', 'Title taken.'));
  };
  const checkEmail = (email: string, but?: string) => {
    const other = world.users.find((one) => one.id !== but && emailKey(one.email) === emailKey(email));
    if (other !== undefined) {
      const { id: customerId, title: customer } = found(world.customers, other.customerId);
      throw new Refused(apiError('EMAIL_TAKEN', 'Taken.', { details: { customer, customerId } }));
    }
  };
  const now = () => new Date().toISOString();
  const touched = <T extends { readonly version: number }>(entity: T) => ({
    ...entity,
    version: entity.version + 1,
    updatedAt: now(),
  });
  const pageFrom = <T>(
    items: readonly T[],
    { cursor = '0', limit = '50' }: Readonly<Record<string, string>>,
  ) => {
    const end = Number(cursor) + Number(limit);
    return { items: items.slice(Number(cursor), end), nextCursor: end < items.length ? String(end) : null };
  };

  // The bodies were checked by the route's own schema before any of these is called.
  type Body = never;
  const routes: Partial<
    Record<
      RouteName,
      (
        body: Body,
        params: Readonly<Record<string, string>>,
        query: Readonly<Record<string, string>>,
      ) => unknown
    >
  > = {
    'customers.create': (body: Omit<MemoryWorld['customers'][number], 'id'>, { tenantId = '' }) => {
      checkTitle(body.title);
      const customer = {
        ...body,
        id: crypto.randomUUID(),
        tenantId,
        version: 1,
        userCount: 0,
        createdAt: now(),
        updatedAt: now(),
      };
      world.customers.push(customer);
      changed(['customer']);
      return customer;
    },
    'customers.update': (body: { version: number; changes: { title?: string } }, { customerId }) => {
      const customer = found(world.customers, customerId);
      checkVersion(customer, body.version);
      if (body.changes.title !== undefined) checkTitle(body.changes.title, customer.id);
      const next = { ...touched(customer), ...body.changes };
      world.customers = world.customers.map((one) => (one.id === next.id ? next : one));
      changed(['customer']);
      return next;
    },
    'customers.delete': (
      body: { version: number; users: { kind: string; toCustomerId?: string } },
      { customerId = '' },
    ) => {
      checkVersion(found(world.customers, customerId), body.version);
      const theirs = world.users.filter((user) => user.customerId === customerId);
      if (body.users.kind === 'none' && theirs.length > 0)
        throw new Refused(
          apiError('CUSTOMER_HAS_USERS', 'It has users.', { details: { users: theirs.length } }),
        );
      for (const user of theirs) {
        if (body.users.toCustomerId === undefined) removeUser(user.id);
        else put({ ...touched(user), customerId: body.users.toCustomerId });
      }
      world.customers = world.customers.filter(({ id }) => id !== customerId);
      changed(['customer', 'user']);
      const moved = body.users.kind === 'move' ? theirs.length : 0;
      return { id: customerId, usersMoved: moved, usersDeleted: theirs.length - moved };
    },
    'users.create': (body: User, { tenantId = '' }) => {
      checkEmail(body.email);
      const user: User = {
        ...body,
        id: crypto.randomUUID(),
        tenantId,
        version: 1,
        authMethod: 'local',
        secondFactors: [],
        source: 'console',
        avatar: null,
        activatedAt: null,
        disabledAt: null,
        lockedUntil: null,
        accessExpiresAt: null,
        invitationSentAt: now(),
        invitationExpiresAt: new Date(Date.now() + 3_600_000).toISOString(),
        lastLoginAt: null,
        createdAt: now(),
        updatedAt: now(),
      };
      put(user);
      changed(['user', 'customer']);
      return user;
    },
    'users.update': (body: { version: number; changes: Partial<User> }, { userId }) => {
      const user = found(world.users, userId);
      checkVersion(user, body.version);
      if (body.changes.email !== undefined) checkEmail(body.changes.email, user.id);
      const next = { ...touched(user), ...body.changes };
      put(next);
      changed(['user']);
      return next;
    },
    'users.activate': ({ version }: { version: number }, { userId }) => {
      checkVersion(found(world.users, userId), version);
      return changeUser(userId, { disabledAt: null });
    },
    'users.deactivate': ({ version }: { version: number }, { userId }) => {
      checkVersion(found(world.users, userId), version);
      return changeUser(userId, { disabledAt: now() });
    },
    'users.setAvatar': (body: { image: string | null }, { userId }) =>
      changeUser(userId, { avatar: body.image === null ? null : crypto.randomUUID() }),
    'users.resendActivation': (_, { userId }) =>
      changeUser(userId, {
        invitationSentAt: now(),
        invitationExpiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      }),
    'users.delete': (_, { userId = '' }) => {
      deleted.set(userId, found(world.users, userId));
      removeUser(userId);
      changed(['user', 'customer']);
      return { id: userId, restorableUntil: new Date(Date.now() + 30 * 86_400_000).toISOString() };
    },
    'users.restore': (_, { userId = '' }) => {
      const user = found([...deleted.values()], userId);
      put(touched(user));
      changed(['user', 'customer']);
      return user;
    },
    'profiles.create': (body: MemoryWorld['profiles'][number], { tenantId = '' }) => {
      const profile = {
        ...body,
        id: crypto.randomUUID(),
        tenantId,
        version: 1,
        kind: 'custom' as const,
        productId: null,
        createdAt: now(),
        updatedAt: now(),
      };
      world.profiles.push(profile);
      changed(['profile']);
      return profile;
    },
    'profiles.update': (body: { version: number; changes: object }, { profileId }) => {
      const profile = found(world.profiles, profileId);
      checkVersion(profile, body.version);
      const next = { ...touched(profile), ...body.changes };
      world.profiles = world.profiles.map((one) => (one.id === next.id ? next : one));
      changed(['profile']);
      return next;
    },
    'profiles.delete': (body: { takeFromHolders: boolean }, { profileId = '' }) => {
      const holders = world.users.filter(({ profileIds }) => profileIds.includes(profileId));
      if (holders.length > 0 && !body.takeFromHolders)
        throw new Refused(apiError('PROFILE_IN_USE', 'In use.', { details: { holders: holders.length } }));
      for (const user of holders)
        put({ ...user, profileIds: user.profileIds.filter((id) => id !== profileId) });
      world.profiles = world.profiles.filter(({ id }) => id !== profileId);
      changed(['profile', 'user']);
      return { id: profileId, holders: holders.length };
    },
    'profiles.holders': (_, { profileId = '' }, query) => {
      const holders = world.users.filter(({ profileIds }) => profileIds.includes(profileId));
      const people = holders.map(({ id, firstName, lastName, email }) => ({
        userId: id,
        name: `${firstName} ${lastName}`,
        email,
      }));
      return { ...pageFrom(people, query), count: people.length };
    },
    'audit.list': (_, __, query) =>
      pageFrom(
        world.audit.filter(({ type }) => query['type'] === undefined || type === query['type']),
        query,
      ),
    'audit.verify': () => ({
      intact: true,
      events: world.audit.length,
      brokenAt: null,
      head: 'f'.repeat(64),
    }),
    'bulkPlans.create': (body: { action: BulkAction; selection: UserSelection }, { tenantId = '' }) =>
      plans.create(tenantId, body.action, body.selection),
    'bulkPlans.get': (_, { planId = '' }) => valueOf(plans.get(planId), true),
    'bulkPlans.apply': (_, { planId = '' }) => valueOf(plans.apply(planId)),
    'bulkPlans.cancel': (_, { planId = '' }) => valueOf(plans.cancel(planId)),
    'bulkPlans.undo': (_, { planId = '' }) => valueOf(plans.undo(planId)),
    'bulkPlans.effects': (_, { planId = '' }, { losing, cursor, limit = '50' }) =>
      plans.effects(planId, losing === 'true', cursor, Number(limit)),
    'bulkPlans.results': (_, { planId = '' }, { outcome, cursor, limit = '50' }) =>
      plans.results(planId, outcome, cursor, Number(limit)),
  };
  const deleted = new Map<string, User>();
  const changeUser = (userId: string | undefined, part: Partial<User>) => {
    const next = { ...touched(found(world.users, userId)), ...part };
    put(next);
    changed(['user']);
    return next;
  };
  const valueOf = (result: ReturnType<typeof plans.get>, looks = false) => {
    if (!result.ok) throw new Refused(result.error);
    if (looks) changed(['user']);
    return result.value;
  };

  return {
    /** Answers a route, or the error as data. */
    call({ route: name, params, query = {}, body }: Call): unknown {
      const route: { readonly body?: z.ZodType } = api[name] as Route;
      const parsed = route.body === undefined ? null : route.body.safeParse(body);
      if (parsed?.success === false)
        return apiError('VALIDATION_FAILED', 'Some values are wrong.', {
          fields: fieldsOf(parsed.error.issues),
        });
      const answer = routes[name];
      if (answer === undefined) return apiError('INTERNAL', `The memory backend has no ${name}.`);
      try {
        return { value: answer(parsed?.data as Body, params, query) };
      } catch (thrown) {
        if (thrown instanceof Refused) return thrown.error;
        throw thrown;
      }
    },
  };
}
