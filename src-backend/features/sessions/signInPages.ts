import cookies from '@fastify/cookie';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { errors, type Provider } from 'oidc-provider';
import { z } from 'zod';
import { emailKey, emailMaxLength } from '#shared/domain/email.ts';
import { entityId } from '#shared/domain/formats.ts';
import { newId } from '../../database/newId.ts';
import type { AccountReference } from '../../database/unitOfWork.ts';
import { chooseTenantPage, type FieldProblem, messagePage, signInPage } from '../../pages/accountPages.ts';
import type { Page } from '../../pages/page.ts';
import { pageScope } from '../../pages/pageScope.ts';
import { sendPage } from '../../pages/sendPage.ts';
import { pageTexts as texts } from '../../pages/texts.ts';
import type { DeviceCookie } from './deviceCookie.ts';
import { audienceOf, consoleClientId } from './oidcProvider.ts';
import { TooManyHashesError } from './passwordHasher.ts';
import { maximumLength } from './passwordRules.ts';
import type { SignIn, SignInOutcome } from './signIn.ts';
import type { SignInUser } from './store.ts';
import { subjectOf } from './subject.ts';

export interface SignInPagesDependencies {
  readonly provider: Provider;
  readonly signIn: SignIn;
  readonly deviceCookie: DeviceCookie;
  readonly publicUrl: string;
  readonly now: () => Date;
}

const deviceCookieName = 'tenantdesk_device';
/** How long a choice of tenants stands after the password was right. */
const choiceMilliseconds = 5 * 60_000;

const credentials = z.object({
  email: z
    .string()
    .max(emailMaxLength * 4)
    .catch(''),
  // Code points of up to four bytes: longer texts are no password of ours, and are never hashed.
  password: z
    .string()
    .max(maximumLength * 4)
    .catch(''),
});
const choice = z.object({ tenant: entityId });
const storedChoices = z.object({
  email: z.string(),
  until: z.number(),
  tenants: z.array(
    z.object({
      tenantId: entityId,
      userId: entityId,
      name: z.string(),
      code: z.string(),
      color: z.enum(['blue', 'teal', 'green', 'amber', 'rose', 'violet']),
    }),
  ),
});
type StoredChoices = z.infer<typeof storedChoices>;

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** What is missing, beside its field. */
function missing(email: string, password: string): readonly FieldProblem[] {
  return [
    ...(email.trim() === '' ? [{ field: 'email', message: texts.emailMissing } as const] : []),
    ...(password === '' ? [{ field: 'password', message: texts.passwordMissing } as const] : []),
  ];
}

/** The page for an outcome that lets nobody in. What was typed stays, but for the password. */
function refusalPage(email: string, outcome: Exclude<SignInOutcome, { kind: 'right' }>): Page {
  switch (outcome.kind) {
    case 'wrong':
      return signInPage({ email, status: 401, problems: [{ field: 'password', message: texts.wrong }] });
    case 'locked': {
      const { retryAfterSeconds } = outcome;
      const notice =
        retryAfterSeconds === null ? texts.lockedForGood : texts.lockedFor(texts.wait(retryAfterSeconds));
      return signInPage({ email, status: 429, notice });
    }
    case 'refused': {
      const notice = outcome.reason === 'deactivated' ? texts.deactivated : texts.accessExpired;
      return signInPage({ email, status: 403, notice: notice(outcome.tenantName) });
    }
  }
}

const expiredPage = (): Page =>
  messagePage({ title: texts.signInExpired, lead: texts.signInExpiredLead, status: 400 });

/** The sign-in page of an interaction, and the choice of a tenant where an address is known in several (A1). */
export function createSignInPages(dependencies: SignInPagesDependencies): FastifyPluginAsync {
  const { provider, signIn, deviceCookie, publicUrl, now } = dependencies;
  const secure = publicUrl.startsWith('https:');
  const kept = { path: '/sign-in', maxAge: 180 * 86_400, httpOnly: true, sameSite: 'lax', secure } as const;

  async function interactionOf(request: FastifyRequest, reply: FastifyReply): Promise<Interaction | null> {
    try {
      const interaction = await provider.interactionDetails(request.raw, reply.raw);
      return interaction.uid === (request.params as { uid: string }).uid ? interaction : null;
    } catch (error) {
      if (error instanceof errors.SessionNotFound) return null;
      throw error;
    }
  }

  /** Each sign-in is a session of its own: a grant, named by the tokens that come from it. */
  async function openSession(account: AccountReference): Promise<string> {
    const grant = new provider.Grant({ accountId: subjectOf(account), clientId: consoleClientId });
    grant.jti = newId();
    grant.addOIDCScope('openid offline_access');
    grant.addResourceScope(audienceOf(publicUrl), '');
    return grant.save();
  }

  async function enter(
    request: FastifyRequest,
    reply: FastifyReply,
    person: { readonly account: AccountReference; readonly email: string },
  ): Promise<FastifyReply> {
    const { account, email } = person;
    const grantId = await openSession(account);
    const user = await signIn.complete(account, { id: grantId, requestId: request.id });
    if (user === undefined) return sendPage(reply, refusalPage(email, { kind: 'wrong' }));
    const returnTo = await provider.interactionResult(
      request.raw,
      reply.raw,
      { login: { accountId: subjectOf(account), remember: false }, consent: { grantId } },
      { mergeWithLastSubmission: false },
    );
    const remembered = deviceCookie.remember(request.cookies[deviceCookieName], emailKey(email));
    return reply
      .setCookie(deviceCookieName, remembered, kept)
      .header('cache-control', 'no-store')
      .header('referrer-policy', 'no-referrer')
      .redirect(returnTo, 303);
  }

  /** Keeps with the interaction, which only this browser has, where the password was right. */
  async function askTenant(
    request: FastifyRequest,
    reply: FastifyReply,
    asked: { readonly email: string; readonly users: readonly SignInUser[] },
  ): Promise<FastifyReply> {
    const tenants = asked.users.map(({ tenantId, userId, tenant }) => ({ tenantId, userId, ...tenant }));
    const choices: StoredChoices = {
      email: asked.email,
      until: now().getTime() + choiceMilliseconds,
      tenants,
    };
    await provider.interactionResult(request.raw, reply.raw, { choices }, { mergeWithLastSubmission: false });
    return sendPage(reply, chooseTenantPage(asked.email, tenants));
  }

  async function choose(
    request: FastifyRequest,
    reply: FastifyReply,
    interaction: Interaction,
  ): Promise<FastifyReply> {
    const { tenant } = choice.parse(request.body);
    const stored = storedChoices.safeParse(interaction.result?.['choices']);
    const chosen = stored.data?.tenants.find((one) => one.tenantId === tenant);
    if (!stored.success || chosen === undefined || stored.data.until < now().getTime()) {
      const email = stored.data?.email ?? '';
      return sendPage(reply, signInPage({ email, status: 400, notice: texts.choiceGone }));
    }
    return enter(request, reply, { account: chosen, email: stored.data.email });
  }

  async function checkPassword(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { email, password } = credentials.parse(request.body ?? {});
    const problems = missing(email, password);
    if (problems.length > 0) return sendPage(reply, signInPage({ email, problems, status: 400 }));
    const device = deviceCookie.deviceFor(request.cookies[deviceCookieName], emailKey(email));
    try {
      const outcome = await signIn.verify({ email, password, device, requestId: request.id });
      if (outcome.kind !== 'right') return await sendPage(reply, refusalPage(email, outcome));
      const [only, ...others] = outcome.users;
      if (only !== undefined && others.length === 0)
        return await enter(request, reply, { account: only, email });
      return await askTenant(request, reply, { email, users: outcome.users });
    } catch (error) {
      if (!(error instanceof TooManyHashesError)) throw error;
      return sendPage(reply, signInPage({ email, status: 503, notice: texts.tooManyAtOnce }));
    }
  }

  return async (scope) => {
    await pageScope(scope, publicUrl);
    await scope.register(cookies);
    scope.route({
      method: ['GET', 'POST'],
      url: '/sign-in/:uid',
      handler: async (request, reply) => {
        const interaction = await interactionOf(request, reply);
        if (interaction === null) return sendPage(reply, expiredPage());
        if (request.method === 'GET') {
          const hint = interaction.params['login_hint'];
          return sendPage(reply, signInPage({ email: typeof hint === 'string' ? hint : '' }));
        }
        const choosing = choice.safeParse(request.body).success;
        return choosing ? choose(request, reply, interaction) : checkPassword(request, reply);
      },
    });
  };
}
