import { AsyncLocalStorage } from 'node:async_hooks';
import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { createMemoryAdapter } from './memoryAdapter.ts';
import { apiError } from '#shared/api/errors.ts';
import { someTenant } from '#test/support/engineEntities.ts';
import type { AccountProfile } from '#shared/api/tenants.ts';

/** A backend as far as a sign-in goes: the real oidc-provider with a sign-in page that lets everybody in. */
export interface TestBackend {
  readonly url: string;
  readonly profile: AccountProfile;
  /** Requests to the token endpoint so far. */
  readonly tokenRequests: () => number;
  /** Ends all sessions, as an administrator would. */
  readonly revokeAll: () => Promise<void>;
  /** Does what the next refresh asks for, and loses the answer; the repetition gets it. */
  readonly loseNextAnswer: () => void;
  /** Answers every request as a captive portal would. */
  readonly becomePortal: () => void;
  /** Answers `/v1/me` as a newer version would, with a permission that this one doesn't know. */
  readonly becomeNewer: () => void;
  /** Lets its clock be so many milliseconds ahead of this computer's. */
  readonly setClock: (ahead: number) => void;
  /** Says of the next who signs in that the account is disabled. */
  readonly refuseNextProfile: () => void;
  /** Whether a refresh token is still good. */
  readonly knows: (refreshToken: string) => Promise<boolean>;
  readonly stop: () => Promise<void>;
}

export const testProfile: AccountProfile = {
  tenantId: '0192d4a0-0000-7000-8000-000000000001',
  userId: '0192d4a0-0000-7000-8000-000000000002',
  email: 'admin@nordwind.example',
  firstName: 'Ana',
  lastName: 'Ćurić',
};

/** Backend and console of a test are one process: what a backend does goes by its own clock. */
const shift = new AsyncLocalStorage<number>();
const now = Date.now.bind(Date);
Date.now = () => now() + (shift.getStore() ?? 0);

export async function startTestBackend(): Promise<TestBackend> {
  let handle: (request: IncomingMessage, response: ServerResponse) => Promise<void> = async () => undefined;
  let ahead = 0;
  const server = createServer((request, response) => {
    response.setHeader('date', new Date(Date.now() + ahead).toUTCString());
    shift.run(ahead, () => void handle(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = createProvider(`${url}/oidc`);
  const serveOidc = provider.callback();
  const grants = new Set<string>();
  let tokenRequests = 0;
  let portal = false;
  let tenants: readonly object[] = [];
  let loseNext = false;
  let lost: string | null = null;
  let refuseNext = false;

  handle = async (request, response) => {
    const path = request.url ?? '/';
    if (portal)
      return void response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<h1>Welcome to the hotel</h1>');
    if (path.startsWith('/sign-in/')) return await signIn(request, response);
    if (path === '/v1/me') return await answerMe(request, response);
    if (path === '/oidc/token') return await token(request, response);
    return await oidc(request, response);
  };

  async function oidc(
    request: IncomingMessage & { originalUrl?: string },
    response: ServerResponse,
  ): Promise<void> {
    request.originalUrl = request.url ?? '/';
    request.url = request.originalUrl.slice('/oidc'.length);
    await serveOidc(request, response);
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    tokenRequests += 1;
    if (lost !== null) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(lost);
      lost = null;
      return;
    }
    if (loseNext) {
      loseNext = false;
      const end = response.end.bind(response);
      response.end = ((body: Buffer | string) => {
        lost = body.toString();
        response.destroy();
        return end();
      }) as typeof response.end;
    }
    await oidc(request, response);
  }

  async function signIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { params } = await provider.interactionDetails(request, response);
    const grant = new provider.Grant({ accountId: 'someone', clientId: String(params['client_id']) });
    grant.addOIDCScope('openid offline_access');
    const grantId = await grant.save();
    grants.add(grantId);
    await provider.interactionFinished(
      request,
      response,
      { login: { accountId: 'someone' }, consent: { grantId } },
      { mergeWithLastSubmission: false },
    );
  }

  async function answerMe(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bearer = request.headers.authorization?.replace(/^Bearer /u, '') ?? '';
    const known = await provider.AccessToken.find(bearer);
    const body = known === undefined ? { error: 'no' } : { account: testProfile, tenants };
    if (refuseNext) {
      refuseNext = false;
      const error = apiError('ACCOUNT_DISABLED', 'This account is disabled. Nothing was changed.');
      return void response.writeHead(403, { 'content-type': 'application/json' }).end(JSON.stringify(error));
    }
    response
      .writeHead(known === undefined ? 401 : 200, { 'content-type': 'application/json' })
      .end(JSON.stringify(body));
  }

  return {
    url,
    profile: testProfile,
    tokenRequests: () => tokenRequests,
    revokeAll: async () => {
      for (const grantId of grants) await provider.RefreshToken.revokeByGrantId(grantId);
    },
    loseNextAnswer: () => (loseNext = true),
    setClock: (milliseconds) => (ahead = milliseconds),
    becomePortal: () => (portal = true),
    becomeNewer: () => {
      const permissions = ['users.read', 'users.reset-password'];
      tenants = [{ ...someTenant(1, { name: 'Nordwind' }), id: testProfile.tenantId, permissions }];
    },
    refuseNextProfile: () => (refuseNext = true),
    knows: async (refreshToken) => (await provider.RefreshToken.find(refreshToken)) !== undefined,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function createProvider(issuer: string): Provider {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return new Provider(issuer, {
    adapter: createMemoryAdapter(),
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', kid: 'test' }] },
    clients: [
      {
        client_id: 'tenantdesk-console',
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: ['http://127.0.0.1/callback'],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    clientAuthMethods: ['none'],
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true, allowedPolicy: () => true },
    },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    interactions: { url: (_ctx, interaction) => `/sign-in/${interaction.uid}` },
    cookies: { keys: ['a key of the tests'] },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    ttl: {
      AccessToken: 300,
      AuthorizationCode: 60,
      RefreshToken: 3600,
      Grant: 3600,
      Session: 600,
      Interaction: 600,
      IdToken: 300,
    },
  });
}
