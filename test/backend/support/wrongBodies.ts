import type { RouteName } from '#shared/api/index.ts';

type Bodies = Readonly<Record<string, unknown>>;

const unknown = '01a1fff4-03b3-7758-85c6-c642ccd44195';
const changes = (edit: object) => ({ version: 1, changes: edit });

/** Bodies that a route refuses, by what is wrong with them, made from one that works. */
export const wrongBodies: { readonly [N in RouteName]?: (good: object) => Bodies } = {
  'customers.create': (good) => ({
    'too long a title': { ...good, title: 'x'.repeat(201) },
    'a title of spaces': { ...good, title: '   ' },
    'a line break': { ...good, city: 'a\nb' },
    'an unknown time zone': { ...good, timeZone: 'Mars/Olympus' },
    'a country in words': { ...good, country: 'Poland' },
  }),
  'customers.update': () => ({ 'an empty title': changes({ title: '' }) }),
  'customers.delete': () => ({
    'another way': { version: 1, users: { kind: 'forget' } },
    'an unknown customer to move to': { version: 1, users: { kind: 'move', toCustomerId: unknown } },
  }),
  'users.create': (good) => ({
    'too long a name': { ...good, firstName: 'x'.repeat(101) },
    'control characters': { ...good, firstName: 'a\u0007b' },
    'bidi controls': { ...good, lastName: 'a\u202Eb' },
    'an invisible name': { ...good, lastName: '\u200B' },
    'no address': { ...good, email: 'nobody' },
    'an unknown customer': { ...good, customerId: unknown },
    'an unknown profile': { ...good, profileIds: [unknown] },
    'an unknown role': { ...good, roleIds: [unknown] },
  }),
  'users.update': () => ({
    'a locked address': changes({ email: 'other@new.example' }),
    'an unknown profile': changes({ profileIds: [unknown] }),
    'an unknown field inside': changes({ disabledAt: null }),
    'too long a title': changes({ jobTitle: 'x'.repeat(101) }),
  }),
  'profiles.create': (good) => ({
    'no process': { ...good, processIds: [] },
    'an unknown process': { ...good, processIds: [unknown] },
    'bidi controls': { ...good, name: 'a\u2066b' },
  }),
  'bulkPlans.create': (good) => ({
    'an unknown profile': {
      ...good,
      action: { kind: 'assign-profiles', profileIds: [unknown], mode: 'add' },
    },
    'nobody selected': { ...good, selection: { kind: 'users', userIds: [] } },
  }),
};
