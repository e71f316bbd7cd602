import type { Note, NoteInput } from '#shared/api/notes.ts';
import { newId } from '../../database/newId.ts';
import type { Work } from '../../database/unitOfWork.ts';
import { notFound, permissionDenied } from '../../access/refusals.ts';
import { userTarget } from '../users/auditFields.ts';
import { userRows } from '../users/store.ts';
import { findNote, insertNote, removeNote } from './store.ts';

/** The audit log says that there was a note, never what it said: notes can be taken away, entries can't. Refuses NOT_FOUND. */
export async function writeNote(work: Work, userId: string, { text }: NoteInput): Promise<Note> {
  const { actor, now } = work;
  if (actor === 'system') throw notFound();
  const user = await userRows.hold(work, userId);
  const note: Note = {
    id: newId(),
    userId,
    text,
    author: { tenantId: actor.tenantId, userId: actor.userId, name: actor.name },
    createdAt: now.toISOString(),
  };
  await insertNote(work, note);
  work.audit({ type: 'user.note-written', target: userTarget(user) });
  return note;
}

/** Refuses NOT_FOUND, and PERMISSION_DENIED for a note of somebody else without the right to delete users. */
export async function deleteNote(
  work: Work,
  { userId, noteId }: { readonly userId: string; readonly noteId: string },
): Promise<{ readonly id: string }> {
  const { actor } = work;
  // Held, because the recycle bin may be taking the note along just now.
  const user = await userRows.hold(work, userId);
  const note = await findNote(work, userId, noteId);
  if (note === null || actor === 'system') throw notFound();
  const own = note.author.tenantId === actor.tenantId && note.author.userId === actor.userId;
  if (!own && !actor.permissions.includes('users.delete')) throw permissionDenied('users.delete');
  if (!(await removeNote(work, noteId))) throw notFound();
  work.audit({
    type: 'user.note-deleted',
    target: userTarget(user),
    details: { author: note.author.name },
  });
  return { id: noteId };
}
