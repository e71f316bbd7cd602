import { type KeyObject, verify } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
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

const header = z.object({ alg: z.literal(signingAlgorithm), typ: z.literal('at+jwt'), kid: z.string() });
const claims = z.object({
  iss: z.string(),
  aud: z.string(),
  sub: z.string(),
  sid: z.uuid(),
  exp: z.number(),
});

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Longer than any token of ours: nothing of that size is looked at. */
const longest = 4096;

/** A token that was found right. */
interface Remembered {
  readonly account: AuthenticatedAccount;
  readonly expiresAt: number;
}

/** Checks an access token (RFC 9068) without asking anybody; null: not one of ours, or no longer. */
export function readAccessToken(token: string, rules: TokenRules): Remembered | null {
  if (token.length > longest) return null;
  const [head, body, signature, ...rest] = token.split('.');
  if (head === undefined || body === undefined || signature === undefined || rest.length > 0) return null;
  const parsedHeader = header.safeParse(decoded(head));
  if (!parsedHeader.success) return null;
  const key = rules.publicKeys.get(parsedHeader.data.kid);
  if (key === undefined) return null;
  const signed = Buffer.from(`${head}.${body}`);
  const right = verify(
    'sha256',
    signed,
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!right) return null;
  const parsed = claims.safeParse(decoded(body));
  if (!parsed.success) return null;
  const { iss, aud, sub, sid, exp } = parsed.data;
  if (iss !== rules.issuer || aud !== rules.audience || exp * 1000 <= rules.now().getTime()) return null;
  const account = readSubject(sub);
  return account === undefined ? null : { account: { ...account, sessionId: sid }, expiresAt: exp * 1000 };
}

/** Tokens that were found right; a console sends the same one for five minutes. */
const mostRemembered = 5_000;

/** The account whose bearer token a request carries, or null. Asks no database: whether it may, the request's own does. */
export function createAuthenticate(rules: TokenRules) {
  const remembered = new Map<string, Remembered>();

  function read(token: string): AuthenticatedAccount | null {
    const known = remembered.get(token);
    if (known !== undefined && known.expiresAt > rules.now().getTime()) return known.account;
    remembered.delete(token);
    const found = readAccessToken(token, rules);
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
