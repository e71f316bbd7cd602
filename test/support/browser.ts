/** What a page showed: where, with which status, and its text. */
export interface Shown {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** A browser as far as sign-in needs one: cookies by path, redirects, forms. It stops at the console's own address. */
export interface TestBrowser {
  readonly open: (url: string) => Promise<Shown>;
  readonly submit: (shown: Shown, fields: Readonly<Record<string, string>>) => Promise<Shown>;
}

interface Cookie {
  readonly value: string;
  readonly path: string;
}

const isConsole = (url: string): boolean => new URL(url).pathname === '/callback';

export function createTestBrowser(): TestBrowser {
  const jar = new Map<string, Cookie>();

  function keep(setCookies: readonly string[]): void {
    for (const text of setCookies) {
      const [pair = '', ...attributes] = text.split(';').map((part) => part.trim());
      const name = pair.slice(0, pair.indexOf('='));
      const value = pair.slice(pair.indexOf('=') + 1);
      const path = attributes.find((part) => /^path=/iu.test(part))?.slice(5) ?? '/';
      if (attributes.some((part) => /^expires=Thu, 01 Jan 1970/iu.test(part))) jar.delete(`${name} ${path}`);
      else jar.set(`${name} ${path}`, { value, path });
    }
  }

  function cookiesFor(url: string): string {
    const { pathname } = new URL(url);
    return [...jar]
      .filter(
        ([, { path }]) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`),
      )
      .map(([name, { value }]) => `${name.split(' ')[0]}=${value}`)
      .join('; ');
  }

  async function request(
    url: string,
    init: { method?: string; body?: string; headers?: Readonly<Record<string, string>> },
  ): Promise<Shown> {
    for (let hop = 0; hop < 10; hop += 1) {
      if (isConsole(url)) return { url, status: 200, headers: new Headers(), body: '' };
      const headers = { accept: 'text/html', cookie: cookiesFor(url), ...init.headers };
      const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
      keep(answer.headers.getSetCookie());
      const location = answer.headers.get('location');
      const body = await answer.text();
      if (location === null) return { url, status: answer.status, headers: answer.headers, body };
      url = new URL(location, url).href;
      init = {};
    }
    throw new Error('Too many redirects.');
  }

  return {
    open: (url) => request(url, {}),
    submit: (shown, fields) =>
      request(shown.url, {
        method: 'POST',
        body: new URLSearchParams(fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      }),
  };
}
