import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

/** What the pages load from this server: the font. It never changes under its name within one version. */
export async function pagesPlugin(app: FastifyInstance): Promise<void> {
  const file = new URL(import.meta.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'));
  const font = await readFile(file);
  app.get('/pages/inter.woff2', (_request, reply) =>
    reply
      .type('font/woff2')
      .headers({ 'cache-control': 'public, max-age=86400', 'x-content-type-options': 'nosniff' })
      .send(font),
  );
}
