import { createHash } from 'node:crypto';
import { type Adapter, type AdapterFactory, type AdapterPayload, errors } from 'oidc-provider';
import { Refusal } from '#shared/api/errors.ts';
import type { DirectoryDatabase, UnitOfWork } from '../../database/unitOfWork.ts';
import { readSubject } from './subject.ts';
import {
  consumePayload,
  deletePayloads,
  findPayload,
  type FoundPayload,
  lockGrant,
  supersedeRefreshTokens,
  upsertPayload,
  usedAfter,
} from './oidcStore.ts';

/** Models whose id is the secret itself: only its hash is stored. */
const secretModels: ReadonlySet<string> = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken']);

/** How long a refresh token may be used again because the answer to its first use was lost (security.md). */
const graceMilliseconds = 60_000;

const hashed = (id: string): string => createHash('sha256').update(id).digest('base64url');

/** Errors of the database as oidc-provider sends them; anything else would be a 500. */
async function answerable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Refusal) || error.error.code !== 'DATABASE_UNAVAILABLE') throw error;
    const away = new errors.TemporarilyUnavailable('the database cannot be reached');
    away.status = 503;
    away.statusCode = 503;
    throw away;
  }
}

/**
 * Where oidc-provider keeps what it issues: the directory, which all replicas share. Beyond storing it decides what
 * the library leaves to a race: a code is used once however many try at once, a family of refresh tokens has one
 * living end, and a revoked grant gets no new token.
 */
export function createOidcAdapter({
  unitOfWork,
  now,
}: {
  readonly unitOfWork: UnitOfWork;
  readonly now: () => Date;
}): AdapterFactory {
  const inDirectory = <T>(body: (db: DirectoryDatabase) => Promise<T>): Promise<T> =>
    answerable(unitOfWork.directory(body));

  /**
   * Since when a payload counts as used, or null. A used refresh token counts as unused for a minute, unless its
   * successor has been used: then nothing was lost.
   */
  async function usedSince(db: DirectoryDatabase, model: string, found: FoundPayload): Promise<Date | null> {
    const { consumedAt, grantId } = found;
    if (consumedAt === null || model !== 'RefreshToken' || grantId === null) return consumedAt;
    if (now().getTime() - consumedAt.getTime() > graceMilliseconds) return consumedAt;
    return (await usedAfter(db, grantId, consumedAt)) ? consumedAt : null;
  }

  return (model: string): Adapter => {
    const secret = secretModels.has(model);
    const key = (id: string): string => (secret ? hashed(id) : id);

    const restore = async (
      db: DirectoryDatabase,
      found: FoundPayload | undefined,
      id?: string,
    ): Promise<AdapterPayload | undefined> => {
      if (found === undefined) return undefined;
      const used = await usedSince(db, model, found);
      return {
        ...found.payload,
        ...(secret && id !== undefined && { jti: id }),
        // Read as a truth value: never 0.
        ...(used !== null && { consumed: Math.max(1, Math.floor(used.getTime() / 1000)) }),
      };
    };

    return {
      upsert: (id, { jti, ...payload }, expiresIn) =>
        inDirectory(async (db) => {
          const account = readSubject(payload.accountId);
          const grantId = model === 'Grant' ? id : (payload.grantId ?? null);
          if (model === 'RefreshToken' && grantId !== null) {
            if (!(await lockGrant(db, grantId))) throw new errors.InvalidGrant('grant not found');
            await supersedeRefreshTokens(db, grantId, key(id));
          }
          await upsertPayload(db, {
            model,
            id: key(id),
            payload: JSON.stringify(secret ? payload : { jti, ...payload }),
            grant_id: grantId,
            uid: payload.uid ?? null,
            tenant_id: account?.tenantId ?? null,
            user_id: account?.userId ?? null,
            expires_at: expiresIn === undefined ? null : new Date(now().getTime() + expiresIn * 1000),
          });
        }),
      find: (id) => inDirectory(async (db) => restore(db, await findPayload(db, { model, id: key(id) }), id)),
      findByUid: (uid) => inDirectory(async (db) => restore(db, await findPayload(db, { model, uid }))),
      // The device flow is off.
      findByUserCode: async () => undefined,
      consume: async (id) => {
        const which = { model, id: key(id) };
        const first = await inDirectory((db) => consumePayload(db, which, now()));
        if (first || model !== 'AuthorizationCode') return;
        await inDirectory(async (db) => {
          const grantId = (await findPayload(db, which))?.grantId ?? null;
          if (grantId !== null) await deletePayloads(db, { grant_id: grantId });
        });
        throw new errors.InvalidGrant('authorization code already consumed');
      },
      destroy: (id) => inDirectory((db) => deletePayloads(db, { model, id: key(id) })),
      revokeByGrantId: (grantId) => inDirectory((db) => deletePayloads(db, { model, grant_id: grantId })),
    };
  };
}
