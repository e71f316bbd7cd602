import type { FastifyPluginAsync } from 'fastify';
import type { Provider } from 'oidc-provider';

const mount = '/oidc';

interface MountedRequest {
  originalUrl?: string;
}

/**
 * Hands everything below `/oidc` to oidc-provider. It builds addresses from what the request says of host and
 * protocol, so these are replaced by the configuration's: a forged Host header changes no link.
 */
export function createOidcPlugin(provider: Provider, publicUrl: string): FastifyPluginAsync {
  const { host, protocol } = new URL(publicUrl);
  const serve = provider.callback();
  return async (app) => {
    // oidc-provider reads the bodies itself.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, _payload, done) => done(null));
    app.route({
      method: ['GET', 'POST', 'OPTIONS'],
      url: `${mount}/*`,
      handler: async (request, reply) => {
        reply.hijack();
        const raw: typeof request.raw & MountedRequest = request.raw;
        raw.headers.host = host;
        raw.headers['x-forwarded-proto'] = protocol.slice(0, -1);
        delete raw.headers['x-forwarded-host'];
        raw.originalUrl = raw.url ?? mount;
        raw.url = raw.originalUrl.slice(mount.length);
        await serve(raw, reply.raw);
      },
    });
  };
}
