import type * as OpenidClient from 'openid-client';
import type { Fetch } from '#network/networkFetch.ts';
import { Refusal } from '#shared/api/errors.ts';
import { localError } from '#shared/desktop/localErrors.ts';
import { skewOf, withinTolerance } from '#shared/domain/clockSkew.ts';
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
export function createOidcClient(backendUrl: string, fetch: Fetch): OidcClient {
  let discovered: Promise<Discovered> | null = null;

  /** Discovery once per process; a failed one is tried again at the next use. */
  async function discover(): Promise<Discovered> {
    discovered ??= discovery(backendUrl, fetch);
    try {
      return await discovered;
    } catch (error) {
      discovered = null;
      throw error;
    }
  }

  async function attempt<T>(work: (configured: Configured) => Promise<T>): Promise<T> {
    const { oidc, configure } = await discover();
    try {
      return await work({ oidc, config: configure() });
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
    async refresh(refreshToken) {
      const ask = async (): Promise<TokenAnswer> =>
        await attempt(async ({ oidc, config }) =>
          tokensOf(await oidc.refreshTokenGrant(config, refreshToken)),
        );
      try {
        return await ask();
      } catch (thrown) {
        // The clock was set since the last answer, and this one said how far it is off now: the tokens are asked for again
        // while the backend still takes the old one.
        if (thrown instanceof Refusal && thrown.error.details?.['reason'] === 'clock') return await ask();
        throw thrown;
      }
    },
    revoke: async (refreshToken) =>
      await attempt(
        async ({ oidc, config }) =>
          await oidc.tokenRevocation(config, refreshToken, { token_type_hint: 'refresh_token' }),
      ),
  };
}

interface Configured {
  readonly oidc: typeof OpenidClient;
  readonly config: OpenidClient.Configuration;
}

interface Discovered {
  readonly oidc: typeof OpenidClient;
  /** By the clock as the last answer found it. */
  readonly configure: () => OpenidClient.Configuration;
}

async function discovery(backendUrl: string, fetch: Fetch): Promise<Discovered> {
  // Loaded when a backend is first spoken to, which an offline start never does.
  const oidc = await import('openid-client');
  const issuer = new URL(`${backendUrl}/oidc`);
  const insecure = issuer.protocol === 'http:' ? { execute: [oidc.allowInsecureRequests] } : {};
  const clock = createClockWatch(fetch);
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
  return {
    oidc,
    configure() {
      const skew = { [oidc.clockSkew]: clock.skewSeconds() };
      const config = new oidc.Configuration(server, clientId, skew, oidc.None());
      config.timeout = timeout;
      config[oidc.customFetch] = clock.fetch;
      for (const execute of insecure.execute ?? []) execute(config);
      return config;
    },
  };
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
 * Reads from each answer how far this computer's clock is off (seconds), so that an ID token is not refused on a machine whose
 * date is wrong.
 */
function createClockWatch(fetch: Fetch): { fetch: OpenidClient.CustomFetch; skewSeconds: () => number } {
  let skew = 0;
  return {
    async fetch(url, { method, headers, body, redirect, signal }) {
      const sentAt = Date.now();
      const response = await fetch(url, { method, headers, body, redirect, signal });
      const date = response.headers.get('date') ?? undefined;
      skew = skewOf({ date, sentAt, receivedAt: Date.now() }) ?? skew;
      return response;
    },
    skewSeconds: () => Math.round(withinTolerance(skew) / 1000),
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
