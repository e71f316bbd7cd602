import { parseArgs } from 'node:util';

/** How one backend process was started. */
export interface Configuration {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /**
   * Where people reach the backend: the only source of links and of the issuer, never the Host header. Null until the
   * port is known, then the address listened on.
   */
  readonly publicUrl: string | null;
  readonly database:
    | { readonly kind: 'folder'; readonly path: string }
    | { readonly kind: 'url'; readonly url: string };
  readonly demo: { readonly kind: 'small' | 'large'; readonly users: number } | null;
  readonly smtp: string | null;
  /** Lets the mail server in that hands on what comes back; null: nothing is taken. */
  readonly bounceKey: string | null;
  /** No demo data, no built-in mailbox, https only. */
  readonly production: boolean;
}

/** What was typed can't be obeyed; the message is for the terminal. */
export class UsageError extends Error {}

export const usage = `Usage: node main.js [options]          in the sources: npm run backend -- [options]

  --host ADDRESS       address to listen on (127.0.0.1)
  --port NUMBER        port to listen on, 0 for any free one (8400)
  --public-url URL     where people reach this backend; links and the issuer come from it
  --data DIR           embedded PostgreSQL in this folder (.data/backend)
  --database URL       a PostgreSQL server (15 or newer) instead, postgres://…
  --smtp URL           mail server, smtp://… or smtps://…; without it mails stay in the built-in mailbox
  --bounce-key TEXT    takes mails that come back, at /mail/bounces, from who shows this key (32 characters or more)
  --demo small|large   fill an empty database with demo data
  --users NUMBER       users of the large demo (100000)
  --production         no demo data, no built-in mailbox; needs --public-url with https
  --help               this text

Each of them but --help can stand in the environment instead, which keeps passwords out of the list of processes:
TENANTDESK_DATABASE for --database, TENANTDESK_PUBLIC_URL for --public-url, and so on; TENANTDESK_PRODUCTION=true.
The same option as an argument goes before it.
`;

const options = {
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', default: '8400' },
  'public-url': { type: 'string' },
  data: { type: 'string' },
  database: { type: 'string' },
  smtp: { type: 'string' },
  'bounce-key': { type: 'string' },
  demo: { type: 'string' },
  users: { type: 'string' },
  production: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** The options in the environment, as arguments. A variable that is empty is none: so a template can name it. */
function argumentsIn(environment: NodeJS.ProcessEnv): string[] {
  return Object.entries(options).flatMap(([name, { type }]) => {
    const variable = `TENANTDESK_${name.toUpperCase().replaceAll('-', '_')}`;
    const text = environment[variable] ?? '';
    if (name === 'help' || text === '') return [];
    if (type === 'string') return [`--${name}=${text}`];
    if (text !== 'true' && text !== 'false') throw new UsageError(`${variable} must be true or false.`);
    return text === 'true' ? [`--${name}`] : [];
  });
}

function read(args: readonly string[], environment: NodeJS.ProcessEnv) {
  // Of an option that stands there twice, the last one holds.
  const all = [...argumentsIn(environment), ...args];
  try {
    return parseArgs({ args: all, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function numberOf(name: string, text: string, max: number): number {
  const value = Number(text);
  if (!/^\d+$/u.test(text) || value > max) throw new UsageError(`--${name} must be a number up to ${max}.`);
  return value;
}

function urlOf(name: string, text: string, protocols: readonly string[]): string {
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol)) {
    throw new UsageError(`--${name} must be a URL that begins with ${protocols.join('// or ')}//.`);
  }
  return text;
}

/** Paths are resolved against it, which would drop a path of its own: so that is refused. */
function publicUrlOf(text: string, production: boolean): string {
  const url = new URL(urlOf('public-url', text, production ? ['https:'] : ['http:', 'https:']));
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') {
    throw new UsageError('--public-url must be an origin, such as https://tenantdesk.example.com.');
  }
  return url.origin;
}

function bounceKeyOf(key: string | undefined): string | null {
  if (key !== undefined && key.length < 32)
    throw new UsageError('--bounce-key must have 32 characters or more.');
  return key ?? null;
}

function demoOf(kind: string | undefined, users: string | undefined): Configuration['demo'] {
  if (kind === undefined) {
    if (users !== undefined) throw new UsageError('--users belongs to --demo large.');
    return null;
  }
  if (kind !== 'small' && kind !== 'large') throw new UsageError('--demo must be small or large.');
  return { kind, users: users === undefined ? 100_000 : numberOf('users', users, 5_000_000) };
}

/** Reads the command line and the environment; null if only the usage is wanted. Throws `UsageError`. */
export function readConfiguration(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Configuration | null {
  const given = read(args, environment);
  if (given.help) return null;
  const { production } = given;
  if (given.data !== undefined && given.database !== undefined) {
    throw new UsageError('Give either --data or --database, not both (TENANTDESK_DATA and _DATABASE count).');
  }
  if (production && given['public-url'] === undefined)
    throw new UsageError('--production needs --public-url.');
  if (production && given.demo !== undefined) throw new UsageError('--production takes no --demo.');
  return {
    host: given.host,
    port: numberOf('port', given.port, 65_535),
    publicUrl: given['public-url'] === undefined ? null : publicUrlOf(given['public-url'], production),
    database:
      given.database === undefined
        ? { kind: 'folder', path: given.data ?? '.data/backend' }
        : { kind: 'url', url: urlOf('database', given.database, ['postgres:', 'postgresql:']) },
    demo: demoOf(given.demo, given.users),
    smtp: given.smtp === undefined ? null : urlOf('smtp', given.smtp, ['smtp:', 'smtps:']),
    bounceKey: bounceKeyOf(given['bounce-key']),
    production,
  };
}
