import { Refusal } from '#shared/api/errors.ts';
import { readAnchor } from '../../cache/anchors.ts';
import type { EngineContext } from '../../engineContext.ts';
import { syncRowOf } from '../../sync/syncRow.ts';
import { firstTenants } from '../tenants/tenantsStore.ts';
import { fromCopy, loadedCopy } from '../tenants/loadedCopy.ts';
import type { SomeHandlers } from '../../commands/handlers.ts';
import { findElsewhere } from './findElsewhere.ts';
import { findPeople } from './findPeople.ts';
import { deletedUsersPage } from './deletedUsersPage.ts';
import { type PictureName, pictureWrites, storedPicture } from './pictureStore.ts';
import { nameUsers, usersPageOfBackend } from './usersOfBackend.ts';
import { usersPage } from './usersPage.ts';
import { userById } from './usersRows.ts';
import { selectedUsers } from './usersSelected.ts';
import { refreshDueStatuses } from './dueStatuses.ts';

export const usersHandlers = {
  async 'users.page'(input, context) {
    const anchor = readAnchor(input.anchor);
    const row = await loadedCopy(input.tenantId, context, 'user');
    // A list begun at the backend goes on there, even when the copy is complete by now.
    if (row === null || (anchor !== null && 'backend' in anchor))
      return await usersPageOfBackend(input, anchor, context);
    const now = context.clock.now();
    const byStatus = input.sort === 'status' || input.filter.statuses !== undefined;
    if (byStatus) await refreshDueStatuses(input.tenantId, context);
    const current = (byStatus ? syncRowOf(context.copy.readable, input.tenantId) : undefined) ?? row;
    return {
      ...(await usersPage(context.copy.readable, current, { input, anchor, now })),
      provenance: fromCopy(current),
    };
  },
  'users.find': async ({ search }, { copy, sync, clock, keyOf }) =>
    findPeople(copy.readable, {
      search,
      first: firstTenants(copy.readable, sync.focused()),
      now: clock.now(),
      keyOf,
    }),
  'users.findElsewhere': ({ search }, context) => findElsewhere(search, context),
  async 'users.one'({ tenantId, userId }, context) {
    const row = await loadedCopy(tenantId, context, 'user');
    const held =
      row === null
        ? undefined
        : userById(context.copy.readable, row, { tenantId, userId, now: context.clock.now() });
    if (held !== undefined) return held;
    // Made by somebody a moment ago, perhaps: the change is on its way.
    const answer = await context.client.call('users.get', { params: { tenantId, userId } });
    if (!answer.ok) throw new Refusal(answer.error);
    const [named] = await nameUsers([answer.value], tenantId, context);
    return named as NonNullable<typeof named>;
  },
  async 'users.selected'(input, context) {
    const row = await loadedCopy(input.tenantId, context, 'user');
    // While the copy loads nobody knows: all count as being there and shown.
    if (row === null) return { gone: [], hidden: 0 };
    if (input.filter.statuses !== undefined) await refreshDueStatuses(input.tenantId, context);
    return selectedUsers(context.copy.readable, row, { ...input, now: context.clock.now() });
  },
  'deletedUsers.page': deletedUsersPage,
  async 'users.picture'(picture, context) {
    await loadedCopy(picture.tenantId, context, 'user');
    return {
      image: storedPicture(context.copy.readable, picture) ?? (await fetchPicture(picture, context)),
    };
  },
} satisfies SomeHandlers;

/** Null when the backend has none or can't be asked: the grid shows initials then. */
async function fetchPicture(
  { tenantId, userId, avatar }: PictureName,
  context: EngineContext,
): Promise<string | null> {
  const answer = await context.client.call('users.avatar', { params: { tenantId, userId } });
  if (!answer.ok) {
    const { code } = answer.error;
    if (code === 'NOT_FOUND' || code === 'OFFLINE' || code === 'NOT_A_BACKEND') return null;
    throw new Refusal(answer.error);
  }
  await context.copy.writer.write(pictureWrites.savePicture, { tenantId, userId, ...answer.value });
  return answer.value.avatar === avatar ? answer.value.image : null;
}
