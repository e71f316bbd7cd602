import type { FastifyReply } from 'fastify';

/**
 * Aborted when the client closes the connection before its answer was sent. Not Fastify's `request.signal`: that one
 * follows the request's `close`, which Node also emits as soon as a body has been read.
 */
export function clientGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
}
