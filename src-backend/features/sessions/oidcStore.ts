import { sql } from 'kysely';
import type { DirectoryDatabase } from '../../database/unitOfWork.ts';

export interface OidcRow {
  readonly model: string;
  readonly id: string;
  readonly payload: Record<string, unknown>;
  readonly grantId: string | null;
  readonly uid: string | null;
  readonly tenantId: string | null;
  readonly userId: string | null;
  readonly expiresAt: Date | null;
}

export interface FoundPayload {
  readonly payload: Record<string, unknown>;
  readonly grantId: string | null;
  readonly consumedAt: Date | null;
}

export async function upsertPayload(db: DirectoryDatabase, row: OidcRow): Promise<void> {
  const values = {
    payload: JSON.stringify(row.payload),
    grant_id: row.grantId,
    uid: row.uid,
    tenant_id: row.tenantId,
    user_id: row.userId,
    expires_at: row.expiresAt,
  };
  await db
    .insertInto('directory.oidc_payloads')
    .values({ model: row.model, id: row.id, user_code: null, ...values })
    .onConflict((conflict) => conflict.columns(['model', 'id']).doUpdateSet(values))
    .execute();
}

export async function findPayload(
  db: DirectoryDatabase,
  by: { readonly model: string; readonly id: string } | { readonly model: string; readonly uid: string },
): Promise<FoundPayload | undefined> {
  const row = await db
    .selectFrom('directory.oidc_payloads')
    .select(['payload', 'grant_id', 'consumed_at'])
    .where('model', '=', by.model)
    .$if('id' in by, (query) => query.where('id', '=', 'id' in by ? by.id : ''))
    .$if('uid' in by, (query) => query.where('uid', '=', 'uid' in by ? by.uid : ''))
    .executeTakeFirst();
  return row && { payload: row.payload, grantId: row.grant_id, consumedAt: row.consumed_at };
}

/** Marks a payload as used, and returns whether it was unused before. The time of its first use stays. */
export async function consumePayload(
  db: DirectoryDatabase,
  model: string,
  id: string,
  now: Date,
): Promise<boolean> {
  const row = await db
    .updateTable('directory.oidc_payloads')
    .set({ consumed_at: now })
    .where('model', '=', model)
    .where('id', '=', id)
    .where('consumed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deletePayload(db: DirectoryDatabase, model: string, id: string): Promise<void> {
  await db.deleteFrom('directory.oidc_payloads').where('model', '=', model).where('id', '=', id).execute();
}

/** Deletes what belongs to a grant: everything of one model, or the whole family with the grant itself. */
export async function deleteByGrant(db: DirectoryDatabase, grantId: string, model?: string): Promise<void> {
  await db
    .deleteFrom('directory.oidc_payloads')
    .where('grant_id', '=', grantId)
    .$if(model !== undefined, (query) => query.where('model', '=', model ?? ''))
    .execute();
}

/** Locks the grant of a family of tokens; false: it was revoked. A token is issued only under this lock. */
export async function lockGrant(db: DirectoryDatabase, grantId: string): Promise<boolean> {
  const row = await db
    .selectFrom('directory.oidc_payloads')
    .select('id')
    .where('model', '=', 'Grant')
    .where('id', '=', grantId)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

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
    .where('grant_id', '=', grantId)
    .where('model', '=', 'RefreshToken')
    .where('id', '<>', newestId)
    .where('consumed_at', 'is', null)
    .execute();
}

/** Whether a refresh token of the family was used after that time: the answer that brought it had arrived. */
export async function usedAfter(db: DirectoryDatabase, grantId: string, time: Date): Promise<boolean> {
  const row = await db
    .selectFrom('directory.oidc_payloads')
    .select('id')
    .where('grant_id', '=', grantId)
    .where('model', '=', 'RefreshToken')
    .where('consumed_at', '>', time)
    .limit(1)
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
