import * as oidc from 'openid-client';
import { createTestBrowser, type Shown, type TestBrowser } from './browser.ts';

export const redirectUri = 'http://127.0.0.1:51234/callback';

/** The console as the backend sees it: a public client with PKCE. */
export interface ConsoleClient {
  readonly config: oidc.Configuration;
  readonly browser: TestBrowser;
  /** Opens the sign-in page. `change` spoils or adds parameters of the request. */
  readonly begin: (change?: Readonly<Record<string, string | null>>) => Promise<Begun>;
  /** The whole way to tokens. */
  readonly signIn: (email: string, password: string) => Promise<Tokens>;
  readonly finish: (begun: Begun, callback: Shown) => Promise<Tokens>;
  readonly refresh: (refreshToken: string) => Promise<Tokens>;
  readonly api: (accessToken: string, path?: string) => Promise<Response>;
}

export interface Begun {
  readonly shown: Shown;
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly subject: string;
}

const tokensOf = (answer: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers): Tokens => ({
  accessToken: answer.access_token,
  refreshToken: answer.refresh_token ?? '',
  subject: answer.claims()?.sub ?? '',
});

export async function createConsoleClient(
  url: string,
  browser = createTestBrowser(),
): Promise<ConsoleClient> {
  const config = await oidc.discovery(new URL(`${url}/oidc`), 'tenantdesk-console', undefined, oidc.None(), {
    execute: [oidc.allowInsecureRequests],
  });

  async function begin(change: Readonly<Record<string, string | null>> = {}): Promise<Begun> {
    const verifier = oidc.randomPKCECodeVerifier();
    const state = oidc.randomState();
    const nonce = oidc.randomNonce();
    const address = oidc.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: 'openid offline_access',
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      prompt: 'login consent',
    });
    for (const [name, value] of Object.entries(change)) {
      if (value === null) address.searchParams.delete(name);
      else address.searchParams.set(name, value);
    }
    return { shown: await browser.open(address.href), verifier, state, nonce };
  }

  const finish = async ({ verifier, state, nonce }: Begun, callback: Shown): Promise<Tokens> =>
    tokensOf(
      await oidc.authorizationCodeGrant(config, new URL(callback.url), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      }),
    );

  return {
    config,
    browser,
    begin,
    finish,
    signIn: async (email, password) => {
      const begun = await begin();
      return finish(begun, await browser.submit(begun.shown, { email, password }));
    },
    refresh: async (refreshToken) => tokensOf(await oidc.refreshTokenGrant(config, refreshToken)),
    api: (accessToken, path = '/v1/me') =>
      fetch(url + path, { headers: { authorization: `Bearer ${accessToken}` } }),
  };
}
