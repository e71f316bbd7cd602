import {
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { newId } from '../../database/newId.ts';
import type { UnitOfWork } from '../../database/unitOfWork.ts';
import { insertKey, lockKeys, readKeys } from './oidcStore.ts';

export const signingAlgorithm = 'ES256';

export interface OidcKeys {
  /** Private keys for oidc-provider, the newest first: it signs. */
  readonly signing: readonly (JsonWebKey & { readonly kid: string })[];
  /** The same by name, public, for checking access tokens. */
  readonly publicKeys: ReadonlyMap<string, KeyObject>;
  readonly cookieKeys: readonly string[];
  readonly deviceSecret: Uint8Array;
}

const newSigningKey = () => ({
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  use: 'sig',
  alg: signingAlgorithm,
});
const newSecret = (use: 'cookie' | 'device') => ({
  kty: 'oct',
  use,
  k: randomBytes(32).toString('base64url'),
});

type StoredKey = JsonWebKey & { readonly kid: string; readonly use?: string };

/** Reads the keys that all replicas share; the first start of the first one makes them. */
export async function loadOidcKeys(unitOfWork: UnitOfWork): Promise<OidcKeys> {
  const stored = await unitOfWork.directory(async (db) => {
    await lockKeys(db);
    const found = await readKeys(db);
    if (found.length > 0) return found;
    for (const jwk of [newSigningKey(), newSecret('cookie'), newSecret('device')]) {
      await insertKey(db, newId(), jwk);
    }
    return readKeys(db);
  });
  const keys = stored.map(({ kid, jwk }): StoredKey => ({ ...jwk, kid }));
  const secrets = (use: string): string[] => keys.filter((key) => key.use === use).map((key) => key.k ?? '');
  const signing = keys.filter((key) => key.use === 'sig');
  const [deviceSecret = ''] = secrets('device');
  return {
    signing,
    publicKeys: new Map(signing.map((key) => [key.kid, createPublicKey({ key, format: 'jwk' })])),
    cookieKeys: secrets('cookie'),
    deviceSecret: Buffer.from(deviceSecret, 'base64url'),
  };
}
