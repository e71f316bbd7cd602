import pino, { type DestinationStream, type Logger } from 'pino';

/** Values of these names never reach the log, however deep they are in what is logged (two levels). */
const secret = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'newPassword',
  'token',
  'accessToken',
  'refreshToken',
  'secret',
  'client_secret',
  'code_verifier',
];
const paths = secret.flatMap((name) => {
  const key = `["${name}"]`;
  return [key, `*${key}`, `*.*${key}`];
});

/** A piece of a path that looks like a token: long, opaque, and not the id of an entity. */
const opaque = /(?<=\/)(?![\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}(?:$|\/))[\w.~+%-]{32,}/giu;

/** The path of a URL without its query (which may hold e-mail addresses and codes) and without tokens. */
export function safePath(url: string): string {
  const [path = ''] = url.split('?', 1);
  return path.replaceAll(opaque, '[redacted]');
}

interface RequestLike {
  readonly method?: string;
  readonly url?: string;
  readonly id?: string;
}

/** Logs JSON lines to stderr (stdout belongs to the one line that says the backend is ready). */
export function createLogger(level: string, destination: DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths, censor: '[redacted]' },
      serializers: {
        err: pino.stdSerializers.err,
        req: ({ method, url, id }: RequestLike) => ({ method, path: safePath(url ?? ''), id }),
      },
    },
    destination,
  );
}
