import { jsonText } from '../../http/jsonText.ts';
import type { BackendParts } from '../../parts.ts';
import type { Feature } from '../../http/registerRoute.ts';
import { notFound } from '../../access/refusals.ts';
import { keysetPage, keysetRows } from '../keysetPage.ts';
import { changeProfile, createProfile, deleteProfile } from './service.ts';
import { countHolders, profileRows, holderList, listProducts, profileList } from './store.ts';

/** Products, their processes, and profiles: P1, P2. */
export function createProfilesFeature({ cursors }: Pick<BackendParts, 'cursors'>): Feature {
  return {
    handlers: {
      'products.list': async ({ work }) => ({ items: [...(await listProducts(work.db, work.tenantId))] }),
      'profiles.list': async ({ input: { query }, work }) => {
        const request = { route: 'profiles.list', tenantId: work.tenantId, query };
        return keysetPage(work.db, cursors, request, profileList(work.tenantId));
      },
      'profiles.get': async ({ input, work }) => profileRows.get(work, input.params.profileId),
      'profiles.holders': async ({ input: { params, query }, work }) => {
        const { profileId } = params;
        const count = await countHolders(work.db, work.tenantId, profileId);
        if (count === null) throw notFound();
        const request = {
          route: 'profiles.holders',
          tenantId: work.tenantId,
          query: { ...query, profileId },
        };
        const page = await keysetRows(work.db, cursors, request, holderList(work.tenantId, profileId));
        const nextCursor = JSON.stringify(page.nextCursor);
        return jsonText(`{"count":${count},"items":[${page.items.join(',')}],"nextCursor":${nextCursor}}`);
      },
      'profiles.create': async ({ input, work }) => createProfile(work, input.body),
      'profiles.update': async ({ input: { params, body }, work }) =>
        changeProfile(work, { id: params.profileId, version: body.version }, body.changes),
      'profiles.delete': async ({ input: { params, body }, work }) =>
        deleteProfile(work, { id: params.profileId, version: body.version }, body.takeFromHolders),
    },
  };
}
