import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ApiError, apiError, errorCodes, Refusal } from '#shared/api/errors.ts';
import { notFound } from '../access/refusals.ts';

const saysNothing = 'Nothing was saved.';

/** What Fastify itself refuses, in our words. */
const ofFastify: Readonly<Record<string, ApiError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: apiError(
    'BODY_TOO_LARGE',
    `The body is larger than 256 KiB. ${saysNothing} Send less at a time.`,
  ),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: apiError(
    'MEDIA_TYPE_UNSUPPORTED',
    `The body must be application/json. ${saysNothing}`,
  ),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: apiError(
    'MALFORMED_REQUEST',
    `The body is not as long as its Content-Length. ${saysNothing}`,
  ),
  FST_ERR_BAD_URL: apiError('MALFORMED_REQUEST', `The path is not a valid URL. ${saysNothing}`),
};

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500;

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** An error as data: expected ones as they are, Fastify's in our words, everything else as INTERNAL without details. */
function dataOf(error: unknown): ApiError {
  if (error instanceof Refusal) return error.error;
  const known = ofFastify[codeOf(error)];
  if (known !== undefined) return known;
  if (statusOf(error) === 503) {
    return apiError('DATABASE_UNAVAILABLE', `The backend is closing. ${saysNothing} Try again soon.`, {
      retryAfterSeconds: 2,
    });
  }
  if (statusOf(error) >= 400 && statusOf(error) < 500) {
    return apiError('MALFORMED_REQUEST', `The request can't be read. ${saysNothing}`);
  }
  return apiError(
    'INTERNAL',
    'The backend failed. Whether anything was saved is not known; repeat with the same Idempotency-Key to find out.',
    { saved: 'unknown' },
  );
}

function log(request: FastifyRequest, error: unknown, code: string): void {
  if (request.signal.aborted) request.log.info({ code }, 'the client went away');
  else if (code === 'INTERNAL') request.log.error({ err: error }, 'failed');
  else if (code === 'DATABASE_UNAVAILABLE') {
    request.log.warn({ err: error instanceof Error ? error.cause : error }, 'database unavailable');
  } else request.log.info({ code }, 'refused');
}

/** The one place where failures become answers: a status, `apiErrorSchema` and the headers that belong to them. */
export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const data = dataOf(error);
  log(request, error, data.code);
  if (data.retryAfterSeconds !== undefined) void reply.header('retry-after', data.retryAfterSeconds);
  if (data.code === 'NOT_SIGNED_IN') void reply.header('www-authenticate', 'Bearer');
  void reply
    .code(errorCodes[data.code].status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ ...data, requestId: request.id }));
}

export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler(sendError);
  app.setNotFoundHandler((request, reply) => sendError(notFound(), request, reply));
}
