import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { entityId } from '#shared/domain/formats.ts';
import { fullName } from '#shared/domain/userFields.ts';
import type { UnitOfWork } from '../../database/unitOfWork.ts';
import { activationPage, type FieldProblem, messagePage } from '../../pages/accountPages.ts';
import type { Page } from '../../pages/page.ts';
import { pageScope } from '../../pages/pageScope.ts';
import { sendPage } from '../../pages/sendPage.ts';
import { pageTexts as texts } from '../../pages/texts.ts';
import { passwordProblemTexts } from '../sessions/passwordTexts.ts';
import { type Attempts, attemptKeyOf } from '../sessions/attempts.ts';
import { type PasswordHasher, TooManyHashesError } from '../sessions/passwordHasher.ts';
import { maximumLength, minimumLength, type PasswordRules } from '../sessions/passwordRules.ts';
import { hashOfToken } from './createActivation.ts';
import { type ActivationCase, activateUser, consumeToken, findCase } from './store.ts';

export interface ActivationPagesDependencies {
  readonly unitOfWork: UnitOfWork;
  readonly hasher: PasswordHasher;
  readonly passwordRules: PasswordRules;
  readonly attempts: Attempts;
  readonly publicUrl: string;
}

/** The page of a link that leads nowhere (any more). */
function deadLinkPage(person: ActivationCase | undefined): Page {
  switch (person?.state) {
    case 'expired':
      return messagePage({ title: texts.linkExpired, lead: texts.linkExpiredLead, status: 410 });
    case 'used':
      return messagePage({ title: texts.linkUsed, lead: texts.linkUsedLead, status: 410 });
    case 'replaced':
      return messagePage({ title: texts.linkReplaced, lead: texts.linkReplacedLead, status: 410 });
    case 'deactivated':
      return messagePage({
        title: texts.linkUnknown,
        lead: texts.deactivated(person.tenantName),
        status: 403,
      });
    default:
      return messagePage({ title: texts.linkUnknown, lead: texts.linkUnknownLead, status: 404 });
  }
}

/** A link as it stands in a mail; programs that find links in a text take a full stop or a bracket behind it along. */
const link = z.object({
  tenantId: entityId,
  token: z
    .string()
    .transform((text) => text.replace(/[^\w-]+$/u, ''))
    .pipe(z.string().regex(/^[\w-]{43}$/u)),
});
const anyCase = '^[Aa][Cc][Tt][Ii][Vv][Aa][Tt][Ee]$';
const form = z.object({ password: z.string().catch(''), repeat: z.string().catch('') });

function passwordProblem(
  rules: PasswordRules,
  { password, repeat }: z.infer<typeof form>,
  names: readonly string[],
): FieldProblem | null {
  if (password === '') return { field: 'password', message: texts.passwordMissing };
  const problem = rules.problemOf(password, names);
  if (problem !== null) {
    const limit = problem === 'too-long' ? maximumLength : minimumLength;
    return { field: 'password', message: passwordProblemTexts[problem](limit) };
  }
  return password === repeat ? null : { field: 'repeat', message: texts.repeatMismatch };
}

const formPage = (person: ActivationCase, more: Partial<Parameters<typeof activationPage>[0]> = {}): Page =>
  activationPage({
    name: fullName(person),
    email: person.email,
    tenantName: person.tenantName,
    minimumLength,
    ...more,
  });

/**
 * The page behind `Activate Your Account` (U5). Opening it changes nothing, because scanners of mails open links; only
 * the form does, and its one UPDATE lets exactly one of several win.
 */
export function createActivationPages(dependencies: ActivationPagesDependencies): FastifyPluginAsync {
  const { unitOfWork, hasher, passwordRules, attempts, publicUrl } = dependencies;

  async function find(params: unknown, requestId: string) {
    const parsed = link.safeParse(params);
    if (!parsed.success) return null;
    const { tenantId, token } = parsed.data;
    const tokenHash = hashOfToken(token);
    const scope = { tenantId, actor: 'system', requestId } as const;
    const person = await unitOfWork.read(scope, (reading) => findCase(reading, tokenHash));
    return person === undefined ? null : { scope, tokenHash, person };
  }
  type Found = NonNullable<Awaited<ReturnType<typeof find>>>;

  /** Uses the link and sets the password in one transaction; false: somebody else was quicker, or it ran out. */
  async function activate({ scope, tokenHash, person }: Found, passwordHash: string): Promise<boolean> {
    const key = await unitOfWork.run(scope, async (work) => {
      const userId = await consumeToken(work, tokenHash);
      if (userId === undefined) return undefined;
      const emailKey = await activateUser(work, { userId, passwordHash });
      if (emailKey === undefined) return undefined;
      const name = fullName(person);
      const entry = {
        actor: { tenantId: work.tenantId, userId, name },
        target: { kind: 'user', id: userId, label: name },
      };
      work.audit({ type: 'user.activation-completed', ...entry }, { type: 'user.password-set', ...entry });
      return emailKey;
    });
    if (key === undefined) return false;
    // Guesses made before there was a password are no reason to keep its owner waiting.
    await attempts.clear(attemptKeyOf(key, null));
    return true;
  }

  /** Undefined: the link no longer works. */
  async function submit(found: Found, body: unknown): Promise<Page | undefined> {
    const { person } = found;
    const input = form.parse(body ?? {});
    const names = [person.firstName, person.lastName, person.email, person.tenantName, texts.product];
    const problem = passwordProblem(passwordRules, input, names);
    if (problem !== null) return formPage(person, { problems: [problem], status: 400 });
    try {
      if (!(await activate(found, await hasher.hash(input.password)))) return undefined;
    } catch (error) {
      if (!(error instanceof TooManyHashesError)) throw error;
      return formPage(person, { notice: texts.tooManyAtOnce, status: 503 });
    }
    return messagePage({
      title: texts.activated,
      lead: texts.activatedLead(person.email, person.tenantName),
    });
  }

  async function pageFor({ method, params, id, body }: FastifyRequest): Promise<Page> {
    const found = await find(params, id);
    if (found?.person.state !== 'live') return deadLinkPage(found?.person);
    if (method === 'GET') return formPage(found.person);
    return (await submit(found, body)) ?? deadLinkPage((await find(params, id))?.person);
  }

  return async (scope) => {
    await pageScope(scope, publicUrl);
    scope.route({
      method: ['GET', 'POST'],
      url: '/activate/:tenantId/:token',
      handler: async (request, reply) => sendPage(reply, await pageFor(request)),
    });
    // A link that lost a part of itself on its way, or came out in capitals, is a dead one, in words.
    for (const url of ['/activate', '/activate/*', `/:page(${anyCase})`, `/:page(${anyCase})/*`])
      scope.get(url, async (_request, reply) => sendPage(reply, deadLinkPage(undefined)));
  };
}
