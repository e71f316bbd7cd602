import { type Insertable, sql } from 'kysely';
import type { DirectorySchema } from '../../database/schema.ts';
import type { DirectoryDatabase } from '../../database/unitOfWork.ts';

type Payloads = DirectorySchema['directory.oidc_payloads'];

/** Which payloads are meant: one by its id or uid, or those of a grant, of one model or of all. */
type Which =
  | { readonly model: string; readonly id: string }
  | { readonly model: string; readonly uid: string }
  | { readonly grant_id: string; readonly model?: string };

export async function upsertPayload(db: DirectoryDatabase, row: Insertable<Payloads>): Promise<void> {
  await db
    .insertInto('directory.oidc_payloads')
    .values(row)
    .onConflict((conflict) => conflict.columns(['model', 'id']).doUpdateSet(row))
    .execute();
}

export interface FoundPayload {
  readonly payload: Record<string, unknown>;
  readonly grantId: string | null;
  readonly consumedAt: Date | null;
}

export async function findPayload(db: DirectoryDatabase, which: Which): Promise<FoundPayload | undefined> {
  return db
    .selectFrom('directory.oidc_payloads')
    .select(['payload', 'grant_id as grantId', 'consumed_at as consumedAt'])
    .where((is) => is.and(which))
    .executeTakeFirst();
}

/** Marks a payload as used, and returns whether it was unused before. The time of its first use stays. */
export async function consumePayload(db: DirectoryDatabase, which: Which, now: Date): Promise<boolean> {
  const row = await db
    .updateTable('directory.oidc_payloads')
    .set({ consumed_at: now })
    .where((is) => is.and(which))
    .where('consumed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deletePayloads(db: DirectoryDatabase, which: Which): Promise<void> {
  await db
    .deleteFrom('directory.oidc_payloads')
    .where((is) => is.and(which))
    .execute();
}

/** Locks the grant of a family of tokens; false: it was revoked. A token is issued only under this lock. */
export async function lockGrant(db: DirectoryDatabase, grantId: string): Promise<boolean> {
  const row = await db
    .selectFrom('directory.oidc_payloads')
    .select('id')
    .where((is) => is.and({ model: 'Grant', id: grantId }))
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** The refresh tokens of a family. */
const refreshTokens = (grantId: string): Which => ({ model: 'RefreshToken', grant_id: grantId });

/**
 * Takes unused refresh tokens of a family out of use, so that only the newest works. They count as used at the
 * beginning of time: no grace for them, and their use is a replay.
 */
export async function supersedeRefreshTokens(
  db: DirectoryDatabase,
  grantId: string,
  newestId: string,
): Promise<void> {
  await db
    .updateTable('directory.oidc_payloads')
    .set({ consumed_at: new Date(0) })
    .where((is) => is.and(refreshTokens(grantId)))
    .where('id', '<>', newestId)
    .where('consumed_at', 'is', null)
    .execute();
}

/** Whether a refresh token of the family was used after that time: the answer that brought it had arrived. */
export async function usedAfter(db: DirectoryDatabase, grantId: string, time: Date): Promise<boolean> {
  const row = await db
    .selectFrom('directory.oidc_payloads')
    .select('id')
    .where((is) => is.and(refreshTokens(grantId)))
    .where('consumed_at', '>', time)
    .executeTakeFirst();
  return row !== undefined;
}

export async function purgePayloads(db: DirectoryDatabase, now: Date): Promise<void> {
  await db.deleteFrom('directory.oidc_payloads').where('expires_at', '<', now).execute();
}

export async function readKeys(
  db: DirectoryDatabase,
): Promise<readonly { readonly kid: string; readonly jwk: Record<string, unknown> }[]> {
  return db
    .selectFrom('directory.oidc_keys')
    .select(['kid', 'jwk'])
    .where('retired_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('kid')
    .execute();
}

/** Only one replica at a time makes keys; held to the end of the transaction. */
export async function lockKeys(db: DirectoryDatabase): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('tenantdesk.oidc_keys'))`.execute(db);
}

export async function insertKey(
  db: DirectoryDatabase,
  kid: string,
  jwk: Readonly<Record<string, unknown>>,
): Promise<void> {
  await db
    .insertInto('directory.oidc_keys')
    .values({ kid, jwk: JSON.stringify(jwk) })
    .execute();
}
