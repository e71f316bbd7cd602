import { type RawBuilder, sql } from 'kysely';
import type { Note } from '#shared/api/notes.ts';
import type { Reading, Work } from '../../database/unitOfWork.ts';
import type { KeysetList } from '../../http/keysetPage.ts';

const noteJson: RawBuilder<Note> = sql<Note>`json_build_object('id', r.note_id, 'userId', r.user_id, 'text', r.text,
  'author', json_build_object('tenantId', r.author_tenant_id, 'userId', r.author_user_id, 'name', r.author_name),
  'createdAt', instant(r.created_at))`;

/** Notes about a user, newest first. */
export const noteList = (tenantId: string, userId: string): KeysetList => ({
  from: sql`user_notes as r`,
  where: sql`r.tenant_id = ${tenantId}::uuid and r.user_id = ${userId}::uuid`,
  item: noteJson,
  id: sql`r.note_id`,
  keyType: 'timestamptz',
  direction: 'desc',
  stretches: [{ key: sql`r.created_at` }],
});

export async function findNote(
  { db, tenantId }: Pick<Reading, 'db' | 'tenantId'>,
  userId: string,
  noteId: string,
): Promise<Note | null> {
  const row = await db
    .selectFrom('user_notes as r')
    .where('r.tenant_id', '=', tenantId)
    .where('r.user_id', '=', userId)
    .where('r.note_id', '=', noteId)
    .select(noteJson.as('note'))
    .executeTakeFirst();
  return row?.note ?? null;
}

export async function insertNote(
  { db, tenantId }: Work,
  { id, userId, text, author, createdAt }: Note,
): Promise<void> {
  await db
    .insertInto('user_notes')
    .values({
      tenant_id: tenantId,
      user_id: userId,
      note_id: id,
      text,
      author_tenant_id: author.tenantId,
      author_user_id: author.userId,
      author_name: author.name,
      created_at: createdAt,
    })
    .execute();
}

/** Whether it was there. */
export async function removeNote({ db, tenantId }: Work, noteId: string): Promise<boolean> {
  const gone = await db
    .deleteFrom('user_notes')
    .where('tenant_id', '=', tenantId)
    .where('note_id', '=', noteId)
    .returning('note_id')
    .executeTakeFirst();
  return gone !== undefined;
}
