import { describeRoutes, type Subject } from '../support/routeMatrix.ts';
import type { Administration } from '../support/administration.ts';

const apply = async (backend: Administration, { at, planId }: Subject) => {
  await backend.call(at.admin, 'bulkPlans.apply', { params: { tenantId: at.tenant.id, planId } });
  await backend.jobs.settled();
};
const unknown = '01a1fff4-03b3-7758-85c6-c642ccd44195';

describeRoutes('bulk plans', [
  {
    name: 'bulkPlans.create',
    body: ({ userId }) => ({
      action: { kind: 'deactivate' },
      selection: { kind: 'users', userIds: [userId] },
    }),
    wrong: {
      'an unknown user': (body) => ({ ...body, selection: { kind: 'users', userIds: [unknown] } }),
      'an unknown profile': (body) => ({
        ...body,
        action: { kind: 'assign-profiles', profileIds: [unknown], mode: 'add' },
      }),
      'nobody selected': (body) => ({ ...body, selection: { kind: 'users', userIds: [] } }),
    },
  },
  { name: 'bulkPlans.get' },
  { name: 'bulkPlans.effects' },
  { name: 'bulkPlans.apply' },
  { name: 'bulkPlans.cancel' },
  { name: 'bulkPlans.results' },
  { name: 'bulkPlans.undo', before: apply },
]);
