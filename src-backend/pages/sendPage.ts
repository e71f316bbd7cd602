import type { FastifyReply } from 'fastify';
import type { Page } from './page.ts';

export async function sendPage(reply: FastifyReply, page: Page): Promise<FastifyReply> {
  return reply.code(page.status).headers(page.headers).send(page.text);
}
