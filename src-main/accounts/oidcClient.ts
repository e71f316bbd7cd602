import type * as OpenidClient from 'openid-client';
import { Refusal } from '#shared/api/errors.ts';
import { localError } from '#shared/desktop/localErrors.ts';
import { accountId } from './accountId.ts';
import { oidcRefusal } from './oidcFailures.ts';

export interface TokenAnswer {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  /** Null if the backend did not rotate it. */
  readonly refreshToken: string | null;
}

/** What a sign-in brought, and whom, as the checked ID token says. */
export interface SignInAnswer extends TokenAnswer {
  readonly accountId: string;
}

/** The secrets of one sign-in attempt beside the address to open. */
export interface AuthorizationRequest {
  readonly url: string;
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/**
 * The console as OAuth client of one backend: authorization code with PKCE for native apps (RFC 8252), a public client
 * without a secret. Everything rejects with a `Refusal` only.
 */
export interface OidcClient {
  readonly authorizationRequest: (redirectUri: string) => Promise<AuthorizationRequest>;
  /** Trades the code in the callback's address for tokens; checks state, nonce, issuer and ID token. */
  readonly exchange: (callback: URL, request: AuthorizationRequest) => Promise<SignInAnswer>;
  /** @throws Refusal NOT_SIGNED_IN when the session is over for good */
  readonly refresh: (refreshToken: string) => Promise<TokenAnswer>;
  /** Ends the session at the backend (RFC 7009). */
  readonly revoke: (refreshToken: string) => Promise<void>;
}

const clientId = 'tenantdesk-console';
const scope = 'openid offline_access';
/** For each request, in seconds. */
const timeout = 10;

/** `backendUrl` as `parseBackendUrl` returns it; its issuer is `/oidc` below. Asks nothing before the first use. */
export function createOidcClient(backendUrl: string): OidcClient {
  let discovered: Promise<Discovered> | null = null;

  /** Discovery once per process; a failed one is tried again at the next use. */
  async function discover(): Promise<Discovered> {
    discovered ??= discovery(backendUrl);
    try {
      return await discovered;
    } catch (error) {
      discovered = null;
      throw error;
    }
  }

  async function attempt<T>(work: (found: Discovered) => Promise<T>): Promise<T> {
    const found = await discover();
    try {
      return await work(found);
    } catch (thrown) {
      throw oidcRefusal(thrown);
    }
  }

  return {
    authorizationRequest: async (redirectUri) =>
      await attempt(async ({ oidc, config }) => {
        const codeVerifier = oidc.randomPKCECodeVerifier();
        const state = oidc.randomState();
        const nonce = oidc.randomNonce();
        const url = oidc.buildAuthorizationUrl(config, {
          redirect_uri: redirectUri,
          scope,
          state,
          nonce,
          code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
          code_challenge_method: 'S256',
          // Who signs in is always asked: people have several accounts. And OpenID Connect gives `offline_access` only
          // together with `consent` (Core 1.0, section 11).
          prompt: 'login consent',
        });
        return { url: url.href, state, nonce, codeVerifier };
      }),
    exchange: async (callback, request) =>
      await attempt(async ({ oidc, config }) => {
        const answer = await oidc.authorizationCodeGrant(config, callback, {
          expectedState: request.state,
          expectedNonce: request.nonce,
          pkceCodeVerifier: request.codeVerifier,
          idTokenExpected: true,
        });
        const claims = answer.claims();
        if (claims === undefined) throw new Error('There is no ID token.');
        return { ...tokensOf(answer), accountId: accountId(claims.iss, claims.sub) };
      }),
    refresh: async (refreshToken) =>
      await attempt(async ({ oidc, config }) => tokensOf(await oidc.refreshTokenGrant(config, refreshToken))),
    revoke: async (refreshToken) =>
      await attempt(
        async ({ oidc, config }) =>
          await oidc.tokenRevocation(config, refreshToken, { token_type_hint: 'refresh_token' }),
      ),
  };
}

interface Discovered {
  readonly oidc: typeof OpenidClient;
  readonly config: OpenidClient.Configuration;
}

async function discovery(backendUrl: string): Promise<Discovered> {
  // Loaded when a backend is first spoken to, which an offline start never does.
  const oidc = await import('openid-client');
  const issuer = new URL(`${backendUrl}/oidc`);
  const insecure = issuer.protocol === 'http:' ? { execute: [oidc.allowInsecureRequests] } : {};
  const clock = createClockWatch();
  let found: OpenidClient.Configuration;
  try {
    found = await oidc.discovery(issuer, clientId, undefined, oidc.None(), {
      ...insecure,
      timeout,
      [oidc.customFetch]: clock.fetch,
    });
  } catch (thrown) {
    throw oidcRefusal(thrown);
  }
  const server = found.serverMetadata();
  assertSameOrigin(backendUrl, [server.authorization_endpoint, server.token_endpoint, server.jwks_uri]);
  const config = new oidc.Configuration(
    server,
    clientId,
    { [oidc.clockSkew]: clock.skewSeconds() },
    oidc.None(),
  );
  config.timeout = timeout;
  for (const execute of insecure.execute ?? []) execute(config);
  return { oidc, config };
}

/** The document may send nothing to other machines: neither codes nor tokens leave the backend that was chosen. */
function assertSameOrigin(backendUrl: string, endpoints: readonly (string | undefined)[]): void {
  const { origin } = new URL(backendUrl);
  for (const endpoint of endpoints) {
    if (endpoint === undefined || !URL.canParse(endpoint) || new URL(endpoint).origin !== origin) {
      throw new Refusal(localError('other-server'));
    }
  }
}

/**
 * Reads from the discovery answer how far this computer's clock is off (seconds), so that an ID token is not refused
 * on a machine whose date is wrong. Deviations of seconds are left to the usual tolerance.
 */
function createClockWatch(): { fetch: OpenidClient.CustomFetch; skewSeconds: () => number } {
  let skew = 0;
  return {
    async fetch(url, options) {
      const response = await fetch(url, options as RequestInit);
      const served = Date.parse(response.headers.get('date') ?? '');
      const difference = Math.round((served - Date.now()) / 1000);
      skew = Number.isFinite(difference) && Math.abs(difference) > 10 ? difference : 0;
      return response;
    },
    skewSeconds: () => skew,
  };
}

function tokensOf(answer: OpenidClient.TokenEndpointResponse): TokenAnswer {
  return {
    accessToken: answer.access_token,
    // Tokens of this backend live five minutes (security rules); without a word about it, as long as the margin.
    expiresInSeconds: answer.expires_in ?? 60,
    refreshToken: answer.refresh_token ?? null,
  };
}
