import type { KeyObject } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { AccountReference } from '../../database/unitOfWork.ts';
import { signingAlgorithm } from './oidcKeys.ts';
import { readSubject } from './subject.ts';

/** An account with the session (the grant of its sign-in) that its token belongs to. */
export interface AuthenticatedAccount extends AccountReference {
  readonly sessionId: string;
}

export interface TokenRules {
  readonly publicKeys: ReadonlyMap<string, KeyObject>;
  readonly issuer: string;
  readonly audience: string;
  readonly now: () => Date;
}

/** The library takes a token for several audiences too; ours are for one. */
const claims = z.object({ aud: z.string(), sub: z.string(), sid: z.uuid(), exp: z.number() });

/** Longer than any token of ours: nothing of that size is looked at. */
const longest = 4096;

/** A token that was found right. */
interface Remembered {
  readonly account: AuthenticatedAccount;
  readonly expiresAt: number;
}

/** Checks an access token (RFC 9068) without asking anybody; null: not one of ours, or no longer. */
async function readAccessToken(token: string, rules: TokenRules): Promise<Remembered | null> {
  if (token.length > longest) return null;
  const { publicKeys, now, issuer, audience } = rules;
  const keyOf = ({ kid = '' }: { readonly kid?: string }): KeyObject => {
    const key = publicKeys.get(kid);
    if (key === undefined) throw new errors.JWKSNoMatchingKey();
    return key;
  };
  const expected = { typ: 'at+jwt', algorithms: [signingAlgorithm], issuer, audience, currentDate: now() };
  try {
    const verified = await jwtVerify(token, keyOf, expected);
    const { data } = claims.safeParse(verified.payload);
    const account = data === undefined ? undefined : readSubject(data.sub);
    if (data === undefined || account === undefined) return null;
    return { account: { ...account, sessionId: data.sid }, expiresAt: data.exp * 1000 };
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

/** Tokens that were found right; a console sends the same one for five minutes. */
const mostRemembered = 5_000;

/** The account whose bearer token a request carries, or null. Asks no database: whether it may, the request's own does. */
export function createAuthenticate(rules: TokenRules) {
  const remembered = new Map<string, Remembered>();

  async function read(token: string): Promise<AuthenticatedAccount | null> {
    const known = remembered.get(token);
    if (known !== undefined && known.expiresAt > rules.now().getTime()) return known.account;
    remembered.delete(token);
    const found = await readAccessToken(token, rules);
    if (found === null) return null;
    const [oldest] = remembered.keys();
    if (remembered.size >= mostRemembered && oldest !== undefined) remembered.delete(oldest);
    remembered.set(token, found);
    return found.account;
  }

  return async (request: IncomingMessage): Promise<AuthenticatedAccount | null> => {
    const [, token] = /^Bearer ([\w.~+/=-]+)$/iu.exec(request.headers.authorization ?? '') ?? [];
    return token === undefined ? null : read(token);
  };
}
