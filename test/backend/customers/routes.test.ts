import { describeRoutes } from '../support/routeMatrix.ts';

describeRoutes('customers', [
  { name: 'customers.list' },
  { name: 'customers.get' },
  {
    name: 'customers.create',
    body: ({ userId }) => ({ title: `New ${userId}`, city: 'Gdańsk', country: 'PL' }),
    wrong: {
      'too long a title': (body) => ({ ...body, title: 'x'.repeat(201) }),
      'a title of spaces': (body) => ({ ...body, title: '   ' }),
      'a line break': (body) => ({ ...body, city: 'a\nb' }),
      'an unknown time zone': (body) => ({ ...body, timeZone: 'Mars/Olympus' }),
      'a country in words': (body) => ({ ...body, country: 'Poland' }),
    },
  },
  {
    name: 'customers.update',
    body: () => ({ version: 1, changes: { city: 'Łódź' } }),
    wrong: { 'an empty title': () => ({ version: 1, changes: { title: '' } }) },
  },
  {
    name: 'customers.delete',
    body: () => ({ version: 1, users: { kind: 'none' } }),
    wrong: {
      'another way': () => ({ version: 1, users: { kind: 'forget' } }),
      'an unknown customer to move to': () => ({
        version: 1,
        users: { kind: 'move', toCustomerId: '01a1fff4-03b3-7758-85c6-c642ccd44195' },
      }),
    },
  },
]);
