/** One way to another machine: straight, or through a proxy. */
export type Way =
  | { readonly kind: 'direct' }
  | { readonly kind: 'http' | 'https' | 'socks5'; readonly host: string; readonly port: number }
  | { readonly kind: 'unsupported' };

const kinds = { PROXY: 'http', HTTP: 'http', HTTPS: 'https', SOCKS5: 'socks5' } as const;
const usualPorts = { http: 80, https: 443, socks5: 1080 } as const;

/** Ways in the order in which they are to be tried, as PAC scripts and Chromium write them: `PROXY a:3128; DIRECT`. */
export function parseWays(text: string): readonly Way[] {
  const ways = text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(parseWay);
  return ways.length === 0 ? [{ kind: 'direct' }] : ways;
}

function parseWay(part: string): Way {
  const [word = '', address = ''] = part.split(/\s+/u);
  if (word.toUpperCase() === 'DIRECT') return { kind: 'direct' };
  const kind = Object.hasOwn(kinds, word.toUpperCase())
    ? kinds[word.toUpperCase() as keyof typeof kinds]
    : undefined;
  // An address, of which only host and port count: what a script adds in front of an @ is not sent anywhere.
  const url = URL.canParse(`http://${address}`) ? new URL(`http://${address}`) : null;
  if (kind === undefined || url === null || url.hostname === '') return { kind: 'unsupported' };
  const given = /:(\d+)$/u.exec(address)?.[1];
  return {
    kind,
    host: url.hostname.replaceAll(/^\[|\]$/gu, ''),
    port: given === undefined ? usualPorts[kind] : Number(given),
  };
}

/** Names a way, to remember it by. */
export const nameOfWay = (way: Way): string =>
  'host' in way ? `${way.kind} ${way.host}:${way.port}` : way.kind;
