import type { Feature } from '../../http/registerRoute.ts';
import { deleteNote, writeNote } from './service.ts';
import { noteList } from './store.ts';
import { userRows } from '../users/store.ts';

/** Notes about users, beside the person. */
export function createNotesFeature(): Feature {
  return {
    handlers: {
      'notes.list': async ({ input: { params }, work, page }) => {
        await userRows.get(work, params.userId);
        return page(noteList(work.tenantId, params.userId));
      },
      'notes.create': async ({ input: { params, body }, work }) => writeNote(work, params.userId, body),
      'notes.delete': async ({ input: { params }, work }) => deleteNote(work, params),
    },
  };
}
