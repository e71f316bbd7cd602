import { Agent, request } from 'node:http';
import { randomUUID } from 'node:crypto';
import { api, type Api, type RouteName } from '#shared/api/index.ts';
import { isWrite, pathOf, type RouteAnswer, type RouteRequest } from '#shared/api/route.ts';
import { createConsoleClient, type Tokens } from '#test/support/consoleClient.ts';
import { BenchError } from '../harness/goal.ts';

export interface Client {
  /** Calls a route over one kept connection and answers the text as it came: measured without parsing. */
  readonly text: <N extends RouteName>(name: N, request: RouteRequest<Api[N]>) => Promise<string>;
  readonly call: <N extends RouteName>(
    name: N,
    request: RouteRequest<Api[N]>,
  ) => Promise<RouteAnswer<Api[N]>>;
  readonly close: () => void;
}

/** Access tokens live for five minutes (security.md); a new one is asked for well before that. */
const tokenAge = 200_000;

/** Signs in as the console does (OAuth with PKCE, the backend's own pages) and calls routes with the token. */
export async function signIn(
  url: string,
  account: { readonly email: string; readonly password: string },
): Promise<Client> {
  const oauth = await createConsoleClient(url);
  let tokens: Tokens = await oauth.signIn(account.email, account.password);
  let since = performance.now();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });

  async function accessToken(): Promise<string> {
    if (performance.now() - since > tokenAge) {
      tokens = await oauth.refresh(tokens.refreshToken);
      since = performance.now();
    }
    return tokens.accessToken;
  }

  const text: Client['text'] = async (name, { params, query, body }) => {
    const route = api[name];
    const search = new URLSearchParams((query ?? {}) as Record<string, string>).toString();
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      authorization: `Bearer ${await accessToken()}`,
      ...(isWrite(route) ? { 'idempotency-key': randomUUID() } : {}),
      ...(payload === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
    };
    const target = url + pathOf(route, params) + (search === '' ? '' : `?${search}`);
    const answer = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const sent = request(target, { method: route.method, agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString() }),
        );
        response.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(payload);
    });
    if (answer.status !== route.status)
      throw new BenchError(`${name} answered ${answer.status}: ${answer.text}`);
    return answer.text;
  };

  return {
    text,
    call: async (name, given) => JSON.parse(await text(name, given)) as never,
    close: () => agent.destroy(),
  };
}
