import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyPluginAsync } from 'fastify';
import type { Logger } from 'pino';
import { newId } from '../database/newId.ts';
import type { UnitOfWork } from '../database/unitOfWork.ts';
import { readDeliveryReport } from './deliveryReport.ts';
import { markBounced } from './store.ts';

export interface BounceDependencies {
  readonly unitOfWork: UnitOfWork;
  readonly logger: Logger;
  /** What the mail server shows to be let in. */
  readonly bounceKey: string;
}

const mostBytes = 512 * 1024;
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * `POST /mail/bounces`: takes what comes back to the sender's address, one raw message each, from the mail server that the operator
 * has put a pipe into. What is no report about a mail of ours is taken and forgotten, since such an address gets everything.
 */
export const createBouncePlugin =
  ({ unitOfWork, logger, bounceKey }: BounceDependencies): FastifyPluginAsync =>
  async (app) => {
    const expected = digest(`Bearer ${bounceKey}`);
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: mostBytes }, (_request, body, done) =>
      done(null, body),
    );
    app.post('/mail/bounces', {
      onRequest: async (request, reply) => {
        if (!timingSafeEqual(digest(request.headers.authorization ?? ''), expected))
          await reply.code(401).send();
      },
      handler: async ({ body }, reply) => {
        const back = body instanceof Uint8Array ? await readDeliveryReport(body) : null;
        if (back !== null) {
          const { tenantId, mailId, problem } = back;
          const scope = { tenantId, actor: 'system', requestId: `bounce-${newId()}` } as const;
          const known = await unitOfWork.run(scope, (work) => markBounced(work, mailId, problem));
          logger.warn({ mailId, known }, 'mail came back');
        }
        return reply.code(204).send();
      },
    });
  };
