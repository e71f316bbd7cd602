import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { refuse } from '#shared/api/errors.ts';
import { loopbackPage } from './loopbackPage.ts';

type Outcome = Parameters<typeof loopbackPage>[0];

/** The browser came back: its address, and the page to leave it with once the outcome is known. */
export interface Callback {
  readonly url: URL;
  readonly answer: (outcome: Outcome) => void;
}

/** The receiving end of a sign-in in the system browser (RFC 8252 section 7.3). */
export interface LoopbackServer {
  readonly redirectUri: string;
  /**
   * Waits for the one callback that carries `state`; everything else is answered 404 and forgotten, so that a page
   * that guesses the port can't use the attempt up. The page that it was answered with is shown again when it is loaded again. @throws Refusal CANCELLED on `signal` or after the time limit
   */
  readonly callback: (state: string, signal: AbortSignal) => Promise<Callback>;
  /** Takes no callback any more. The last page can still be loaded again for some minutes. */
  readonly close: () => void;
}

const path = '/callback';

/** How long the last page can be loaded again, in milliseconds. */
const lingering = 10 * 60_000;

/** Listens on a free port of 127.0.0.1 alone. */
export async function createLoopbackServer(timeoutMilliseconds = 5 * 60_000): Promise<LoopbackServer> {
  let expected: { readonly state: string; readonly take: (callback: Callback) => void } | null = null;
  let answered: { readonly state: string; readonly outcome: Outcome } | null = null;

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', redirectUri);
    const ours =
      request.method === 'GET' &&
      // A name that was made to point at 127.0.0.1 (DNS rebinding) says another host.
      request.headers.host === new URL(redirectUri).host &&
      url.origin === new URL(redirectUri).origin &&
      url.pathname === path;
    const state = url.searchParams.get('state');
    if (ours && state !== null && state === answered?.state) {
      send(response, answered.outcome);
      return;
    }
    if (!ours || state === null || state !== expected?.state) {
      response.writeHead(404, { connection: 'close' }).end();
      return;
    }
    const { take } = expected;
    expected = null;
    take({
      url,
      answer(outcome) {
        answered = { state, outcome };
        send(response, outcome);
      },
    });
  });
  server.maxConnections = 20;
  server.headersTimeout = 10_000;

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

  return {
    redirectUri,
    async callback(state, signal) {
      const limit = AbortSignal.timeout(timeoutMilliseconds);
      const either = AbortSignal.any([signal, limit]);
      return await new Promise<Callback>((resolve, reject) => {
        const giveUp = (): void => {
          expected = null;
          const why = limit.aborted ? 'The browser did not come back in time.' : 'The sign-in was given up.';
          reject(refuse('CANCELLED', `${why} Nothing was saved; sign in again when you like.`));
        };
        if (either.aborted) return giveUp();
        either.addEventListener('abort', giveUp, { once: true });
        expected = {
          state,
          take(callback) {
            either.removeEventListener('abort', giveUp);
            resolve(callback);
          },
        };
      });
    },
    close() {
      const end = (): void => {
        server.close();
        server.closeIdleConnections();
      };
      if (answered === null) return end();
      // Nothing waits for it: a console that ends takes it along.
      server.unref();
      setTimeout(end, lingering).unref();
    },
  };
}

function send(response: ServerResponse, outcome: Outcome): void {
  const { html, headers } = loopbackPage(outcome);
  response.writeHead(outcome === 'signed-in' ? 200 : 400, headers).end(html);
}
