import { describeRoutes, type Subject } from '../support/routeMatrix.ts';
import type { Administration } from '../support/administration.ts';
import { picture } from '../support/pictures.ts';

const version = () => ({ version: 1 });
const deactivate = async (backend: Administration, { at, userId }: Subject) => {
  await backend.call(at.admin, 'users.deactivate', {
    params: { tenantId: at.tenant.id, userId },
    body: { version: 1 },
  });
};
const remove = async (backend: Administration, { at, userId }: Subject) => {
  await backend.call(at.admin, 'users.delete', {
    params: { tenantId: at.tenant.id, userId },
    body: { version: 1 },
  });
};
const png = await picture({ width: 40, height: 30 });
const changes = (edit: object) => () => ({ version: 1, changes: edit });

describeRoutes('users', [
  { name: 'users.list' },
  { name: 'users.get' },
  {
    name: 'users.create',
    body: ({ at, userId }) => ({
      customerId: at.customer.id,
      email: `${userId}@new.example`,
      firstName: 'Žofia',
      lastName: '青山',
    }),
    wrong: {
      'too long a name': (body) => ({ ...body, firstName: 'x'.repeat(101) }),
      'control characters': (body) => ({ ...body, firstName: 'a\u0007b' }),
      'bidi controls': (body) => ({ ...body, lastName: 'a\u202Eb' }),
      'an invisible name': (body) => ({ ...body, lastName: '\u200B' }),
      'no address': (body) => ({ ...body, email: 'nobody' }),
      'an unknown customer': (body) => ({ ...body, customerId: '01a1fff4-03b3-7758-85c6-c642ccd44195' }),
      'an unknown profile': (body) => ({ ...body, profileIds: ['01a1fff4-03b3-7758-85c6-c642ccd44195'] }),
      'an unknown role': (body) => ({ ...body, roleIds: ['01a1fff4-03b3-7758-85c6-c642ccd44195'] }),
    },
  },
  {
    name: 'users.update',
    body: changes({ firstName: 'Renamed' }),
    wrong: {
      'a locked address': changes({ email: 'other@new.example' }),
      'an unknown profile': changes({ profileIds: ['01a1fff4-03b3-7758-85c6-c642ccd44195'] }),
      'an unknown field inside': changes({ disabledAt: null }),
      'too long a title': changes({ jobTitle: 'x'.repeat(101) }),
    },
  },
  { name: 'users.setAvatar', body: () => ({ version: 1, image: png }) },
  { name: 'users.activate', before: async (b, s) => deactivate(b, s), body: () => ({ version: 2 }) },
  { name: 'users.deactivate', body: version },
  { name: 'users.delete', body: version },
  { name: 'users.restore', before: remove },
  { name: 'users.resendActivation' },
]);
