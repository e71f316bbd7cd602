import type { FastifyInstance } from 'fastify';
import { openApiDocument } from './openApi.ts';

/** `/v1/openapi.json`, written once at the start. */
export function openApiPlugin(publicUrl: string) {
  return async function openApi(app: FastifyInstance): Promise<void> {
    const text = JSON.stringify(openApiDocument(publicUrl));
    app.get('/v1/openapi.json', async (_request, reply) =>
      reply.type('application/json; charset=utf-8').send(text),
    );
  };
}
