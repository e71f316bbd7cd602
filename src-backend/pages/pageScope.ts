import formbody from '@fastify/formbody';
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '#shared/api/errors.ts';
import { messagePage } from './accountPages.ts';
import { sendPage } from './sendPage.ts';
import { pageTexts } from './texts.ts';

/** Forms of ours hold a few short fields. */
export const formBodyLimit = 16 * 1024;

/**
 * Whether a form was sent by a page of ours. Browsers say so by Fetch Metadata; older ones, and all of them where there is
 * no TLS, by Origin alone. A request with neither is no browser with a form of ours.
 */
function isOurForm({ headers }: FastifyRequest, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  return site === undefined ? headers.origin === origin : site === 'same-origin' || site === 'none';
}

/**
 * Makes an encapsulated part of the server one that speaks with people: forms are read, what goes wrong is a page, and
 * a form sent by another site's page is refused (the forms' own secrets stay the first line).
 */
export async function pageScope(scope: FastifyInstance, publicUrl: string): Promise<void> {
  const { origin } = new URL(publicUrl);
  await scope.register(formbody, { bodyLimit: formBodyLimit });

  scope.addHook('preHandler', async (request, reply) => {
    if (request.method !== 'POST' || isOurForm(request, origin)) return;
    const { signInRefused: title, signInRefusedLead: lead } = pageTexts;
    await sendPage(reply, messagePage({ title, lead, status: 403, reference: 'cross-site' }));
  });

  scope.setErrorHandler<FastifyError | Refusal>(async (error, request, reply) => {
    const away = error instanceof Refusal && error.error.code === 'DATABASE_UNAVAILABLE';
    const status = error instanceof Refusal ? 503 : (error.statusCode ?? 500);
    if (status >= 500 && !away) request.log.error({ err: error }, 'page failed');
    const wrongRequest = status < 500;
    const page = messagePage({
      title: wrongRequest ? pageTexts.signInRefused : pageTexts.unavailable,
      lead: wrongRequest ? pageTexts.signInRefusedLead : pageTexts.unavailableLead,
      status,
      reference: request.id,
      headers: away ? { 'retry-after': '2' } : {},
    });
    return sendPage(reply, page);
  });
}
