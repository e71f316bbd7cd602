import { describeRoutes } from '../support/routeMatrix.ts';

describeRoutes('profiles', [
  { name: 'products.list' },
  { name: 'profiles.list' },
  { name: 'profiles.get' },
  { name: 'profiles.holders' },
  {
    name: 'profiles.create',
    body: ({ at, userId }) => ({ name: `Clone ${userId}`, processIds: [...at.processIds] }),
    wrong: {
      'no process': (body) => ({ ...body, processIds: [] }),
      'an unknown process': (body) => ({ ...body, processIds: ['01a1fff4-03b3-7758-85c6-c642ccd44195'] }),
      'bidi controls': (body) => ({ ...body, name: 'a\u2066b' }),
    },
  },
  { name: 'profiles.update', body: () => ({ version: 1, changes: { description: 'Changed' } }) },
  { name: 'profiles.delete', body: () => ({ version: 1, takeFromHolders: false }) },
  { name: 'roles.list' },
]);
