import { type Configuration, interactionPolicy, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Logger } from 'pino';
import type { UnitOfWork } from '../../database/unitOfWork.ts';
import { messagePage } from '../../pages/accountPages.ts';
import { pageTexts } from '../../pages/texts.ts';
import type { Background } from './background.ts';
import { createOidcAdapter } from './oidcAdapter.ts';
import { type OidcKeys, signingAlgorithm } from './oidcKeys.ts';
import { readSignInUser } from './store.ts';
import { readSubject } from './subject.ts';

export const consoleClientId = 'tenantdesk-console';

/** Seconds. Access and code by security.md; a session ends after 14 days without use, and after 90 in any case. */
export const lifetimes = {
  accessToken: 300,
  authorizationCode: 60,
  interaction: 900,
  refreshToken: 14 * 86_400,
  grant: 90 * 86_400,
} as const;

export const issuerOf = (publicUrl: string): string => new URL('/oidc', publicUrl).href;
/** What access tokens are for. */
export const audienceOf = (publicUrl: string): string => new URL('/v1', publicUrl).href;

export interface OidcProviderDependencies {
  readonly unitOfWork: UnitOfWork;
  readonly keys: OidcKeys;
  readonly background: Background;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly publicUrl: string;
}

/** Who signs in is always asked: there is no session of the browser, only those of the consoles. */
function policy() {
  const prompts = interactionPolicy.base();
  prompts
    .get('login')
    ?.checks.add(
      new interactionPolicy.Check('always', 'Who signs in is always asked.', (ctx) =>
        ctx.oidc.result?.login === undefined
          ? interactionPolicy.Check.REQUEST_PROMPT
          : interactionPolicy.Check.NO_NEED_TO_PROMPT,
      ),
    );
  return prompts;
}

const loadAccount =
  (unitOfWork: UnitOfWork): NonNullable<Configuration['findAccount']> =>
  async (_ctx, subject) => {
    const account = readSubject(subject);
    if (account === undefined) return undefined;
    const scope = { tenantId: account.tenantId, actor: 'system', requestId: 'oidc' } as const;
    const user = await unitOfWork.read(scope, (reading) => readSignInUser(reading, account));
    if (user?.activated !== true || user.refusal !== null) return undefined;
    return { accountId: subject, claims: () => ({ sub: subject }) };
  };

function configurationOf(dependencies: OidcProviderDependencies): Configuration {
  const { unitOfWork, keys, now, publicUrl } = dependencies;
  const audience = audienceOf(publicUrl);
  const cookie = {
    httpOnly: true,
    sameSite: 'lax',
    secure: publicUrl.startsWith('https:'),
    signed: true,
  } as const;
  return {
    adapter: createOidcAdapter({ unitOfWork, now }),
    clients: [
      {
        client_id: consoleClientId,
        client_name: pageTexts.product,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        // RFC 8252 7.3: any port of the loopback address, this path exactly.
        redirect_uris: ['http://127.0.0.1/callback'],
        id_token_signed_response_alg: signingAlgorithm,
      },
    ],
    clientAuthMethods: ['none'],
    clientBasedCORS: () => false,
    cookies: { keys: keys.cookieKeys, long: cookie, short: cookie },
    enabledJWA: { idTokenSigningAlgValues: [signingAlgorithm] },
    expiresWithSession: () => false,
    extraTokenClaims: (_ctx, token) => ('grantId' in token ? { sid: token.grantId } : undefined),
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: '',
          audience,
          accessTokenTTL: lifetimes.accessToken,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: signingAlgorithm } },
        }),
      },
    },
    findAccount: loadAccount(unitOfWork),
    interactions: { policy: policy(), url: (_ctx, interaction) => `/sign-in/${interaction.uid}` },
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    jwks: { keys: [...keys.signing] },
    pkce: { required: () => true },
    renderError: (ctx, out) => {
      const expired = out.error === 'invalid_request' && ctx.oidc.route === 'resume';
      const page = messagePage({
        title: expired ? pageTexts.signInExpired : pageTexts.signInRefused,
        lead: expired ? pageTexts.signInExpiredLead : pageTexts.signInRefusedLead,
        reference: out.error,
      });
      ctx.set({ ...page.headers });
      ctx.body = page.text;
    },
    responseTypes: ['code'],
    rotateRefreshToken: true,
    scopes: ['openid', 'offline_access'],
    subjectTypes: ['public'],
    ttl: {
      AccessToken: lifetimes.accessToken,
      AuthorizationCode: lifetimes.authorizationCode,
      Grant: lifetimes.grant,
      IdToken: lifetimes.accessToken,
      Interaction: lifetimes.interaction,
      RefreshToken: lifetimes.refreshToken,
      Session: lifetimes.interaction,
    },
  };
}

/** Writes into the tenant's log why a session ended: by wish, or because a used-up secret was used again. */
function noteEndedSessions(provider: Provider, { unitOfWork, background }: OidcProviderDependencies): void {
  provider.on('grant.revoked', (ctx: KoaContextWithOIDC, grantId: string) => {
    const { RefreshToken, AuthorizationCode } = ctx.oidc.entities;
    const account = readSubject(RefreshToken?.accountId ?? AuthorizationCode?.accountId);
    if (account === undefined) return;
    const byWish = ctx.oidc.route === 'revocation';
    background.run('note an ended session', () =>
      unitOfWork.run(
        { tenantId: account.tenantId, actor: 'system', requestId: `session-${grantId}` },
        async (work) => {
          const user = await readSignInUser(work, account);
          work.audit({
            type: byWish ? 'session.signed-out' : 'session.refused',
            ...(byWish && user !== undefined ? { actor: { ...account, name: user.name } } : {}),
            target: { kind: 'user', id: account.userId, label: user?.name ?? account.userId },
            details: { sessionId: grantId, ...(byWish ? {} : { reason: 'token-used-twice' }) },
          });
        },
      ),
    );
  });
}

/** The authorization server (OAuth 2.0 for native apps, RFC 8252), with our sign-in page in front of it. */
export function createOidcProvider(dependencies: OidcProviderDependencies): Provider {
  const { logger, publicUrl } = dependencies;
  const provider = new Provider(issuerOf(publicUrl), configurationOf(dependencies));
  // The mount point says over which host and protocol it was reached: those of the configuration.
  provider.proxy = true;
  provider.on('authorization.success', (ctx) => {
    // Nothing of the browser's session is kept: not even a cookie is set.
    Reflect.set(ctx.oidc.session ?? {}, 'destroyed', true);
  });
  provider.on('server_error', (_ctx, error) => logger.error({ err: error }, 'authorization server'));
  noteEndedSessions(provider, dependencies);
  return provider;
}
