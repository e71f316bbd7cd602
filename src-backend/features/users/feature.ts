import type { Feature } from '../../http/registerRoute.ts';
import { needPermission } from '../../access/guards.ts';
import { notFound } from '../../access/refusals.ts';
import type { Activation } from '../activation/createActivation.ts';
import { setAvatar } from './avatars.ts';
import { createUser } from './createUser.ts';
import { findUsers } from './findUsers.ts';
import { binList } from './recycleBinList.ts';
import { findAvatar, userList, userRows } from './store.ts';
import { updateUser } from './updateUser.ts';
import { createUserLifeCycle } from './userLifeCycle.ts';

/** Users of a tenant: U1 to U5, and of U7 activate, deactivate, delete. */
export function createUsersFeature({ activation }: { readonly activation: Activation }): Feature {
  const lifeCycle = createUserLifeCycle({ activation });

  return {
    handlers: {
      'users.list': async ({ input: { query }, work, page }) => page(userList(work, query, query)),
      'users.find': async ({ input: { query }, account, work }) => findUsers(work.db, account, query),
      'users.get': async ({ input, work }) => userRows.get(work, input.params.userId),
      'users.create': async ({ input, account, work }) =>
        createUser(work, account, { input: input.body, activation }),
      'users.update': async ({ input: { params, body }, account, work }) =>
        updateUser(work, account, {
          seen: { id: params.userId, version: body.version },
          changes: body.changes,
          activation,
        }),
      'users.avatar': async ({ input, work }) => {
        const found = await findAvatar(work.db, work.tenantId, input.params.userId);
        if (found === null) throw notFound();
        return { avatar: found.avatar, image: Buffer.from(found.image).toString('base64') };
      },
      'users.setAvatar': async ({ input: { params, body }, work }) =>
        setAvatar(work, { id: params.userId, version: body.version }, body.image),
      'users.activate': async ({ input: { params, body }, account, work }) =>
        lifeCycle.activate(work, account, { id: params.userId, version: body.version }),
      'users.deactivate': async ({ input: { params, body }, account, work }) =>
        lifeCycle.deactivate(work, account, { id: params.userId, version: body.version }),
      'users.delete': async ({ input: { params, body }, account, work }) =>
        lifeCycle.delete(work, account, { id: params.userId, version: body.version }),
      'users.restore': async ({ input, account, work }) =>
        lifeCycle.restore(work, account, input.params.userId),
      'deletedUsers.list': async ({ input: { query }, account, work, page }) => {
        needPermission(account, 'users.read');
        const { list, total } = await binList(work, query);
        return page(list, { total });
      },
      'deletedUsers.purge': async ({ input, account, work }) =>
        lifeCycle.purge(work, account, input.params.deletedUserId),
      'users.resendActivation': async ({ input, account, work }) =>
        lifeCycle.resendActivation(work, account, input.params.userId),
    },
  };
}
