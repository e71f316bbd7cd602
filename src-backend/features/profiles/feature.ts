import type { Feature } from '../../http/registerRoute.ts';
import { notFound } from '../../access/refusals.ts';
import { changeProfile, createProfile, deleteProfile } from './service.ts';
import { countHolders, profileRows, holderList, listProducts, profileList } from './store.ts';

/** Products, their processes, and profiles: P1, P2. */
export function createProfilesFeature(): Feature {
  return {
    handlers: {
      'products.list': async ({ work }) => ({ items: [...(await listProducts(work))] }),
      'profiles.list': async ({ work, page }) => page(profileList(work.tenantId)),
      'profiles.get': async ({ input, work }) => profileRows.get(work, input.params.profileId),
      'profiles.holders': async ({ input, work, page }) => {
        const { profileId } = input.params;
        const count = await countHolders(work, profileId);
        if (count === null) throw notFound();
        return page(holderList(work.tenantId, profileId), { count });
      },
      'profiles.create': async ({ input, work }) => createProfile(work, input.body),
      'profiles.update': async ({ input: { params, body }, work }) =>
        changeProfile(work, { id: params.profileId, version: body.version }, body.changes),
      'profiles.delete': async ({ input: { params, body }, work }) =>
        deleteProfile(work, { id: params.profileId, version: body.version }, body.takeFromHolders),
    },
  };
}
