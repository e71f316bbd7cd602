import { z } from 'zod';
import { entityId, instant } from '../domain/formats.ts';
import { textLines } from '../domain/text.ts';
import { pageOf, pageQuery } from './pages.ts';
import { defineRoutes } from './route.ts';

/** What somebody wrote down about a user, for colleagues: read beside the user, never changed, taken away by its author or by who may delete users. */
export const note = z.object({
  id: entityId,
  userId: entityId,
  text: z.string(),
  author: z.object({ tenantId: entityId, userId: entityId, name: z.string() }),
  createdAt: instant,
});
export type Note = z.infer<typeof note>;

/** What is written: lines of text, at most 2,000 characters. */
export const noteInput = z.strictObject({ text: textLines(2000) });
export type NoteInput = z.output<typeof noteInput>;

export const noteRoutes = defineRoutes({
  'notes.list': {
    summary: 'Notes about a user, the newest first.',
    method: 'GET',
    path: '/v1/tenants/:tenantId/users/:userId/notes',
    access: 'users.notes',
    query: z.strictObject(pageQuery),
    answer: pageOf(note),
    errors: ['CURSOR_INVALID'],
  },
  'notes.create': {
    summary: 'Writes a note about a user.',
    method: 'POST',
    path: '/v1/tenants/:tenantId/users/:userId/notes',
    access: 'users.notes',
    body: noteInput,
    status: 201,
    answer: note,
    audit: 'user.note-written',
    affects: 'nothing',
    offline: 'queue',
  },
  'notes.delete': {
    summary: 'Deletes a note: its author, or somebody who may delete users.',
    method: 'POST',
    path: '/v1/tenants/:tenantId/users/:userId/notes/:noteId/deletion',
    access: 'users.notes',
    answer: z.object({ id: entityId }),
    audit: 'user.note-deleted',
    affects: 'nothing',
  },
});
