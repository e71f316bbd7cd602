import { createLoopbackServer, type LoopbackServer } from './loopbackServer.ts';
import type { Identity, OidcClient, TokenAnswer } from './oidcClient.ts';

export interface BrowserSignIn {
  readonly client: OidcClient;
  /** Opens the address in the system's browser. */
  readonly openLink: (url: string) => Promise<boolean>;
  /** Hears the address, for people whose browser did not come up. */
  readonly onSignInUrl: (url: string) => void;
  /** Aborted with the Refusal to throw. */
  readonly signal: AbortSignal;
  readonly listen?: () => Promise<LoopbackServer>;
}

/**
 * One sign-in through the system's browser: the console never sees the password. `finish` gets the tokens and does
 * what is left; only then does the browser hear how it ended. @throws Refusal
 */
export async function signInWithBrowser<T>(
  { client, openLink, onSignInUrl, signal, listen = createLoopbackServer }: BrowserSignIn,
  finish: (tokens: TokenAnswer & { readonly identity: Identity }) => Promise<T>,
): Promise<T> {
  const server = await listen();
  try {
    const request = await client.authorizationRequest(server.redirectUri);
    signal.throwIfAborted();
    const callback = server.callback(request.state, signal);
    onSignInUrl(request.url);
    await Promise.race([openLink(request.url), callback]);
    const { url, answer } = await callback;
    let outcome: 'signed-in' | 'failed' = 'failed';
    try {
      const result = await finish(await client.exchange(url, request));
      outcome = 'signed-in';
      return result;
    } finally {
      answer(outcome);
    }
  } finally {
    server.close();
  }
}
