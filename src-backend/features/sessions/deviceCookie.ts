import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** How many accounts a browser is remembered for at most. */
const mostAccounts = 8;

/**
 * Tells browsers that have signed in before from all others, so that somebody else's wrong guesses don't lock a person
 * out of their own machine (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"). The cookie is a random
 * name of the browser and one MAC per account; nothing is stored here.
 */
export interface DeviceCookie {
  /** The browser's name if the cookie was given to it for this account, else null. */
  readonly deviceFor: (cookie: string | undefined, emailKey: string) => string | null;
  /** The cookie that also knows this account. */
  readonly remember: (cookie: string | undefined, emailKey: string) => string;
}

export function createDeviceCookie(secret: Uint8Array): DeviceCookie {
  const macOf = (device: string, emailKey: string): string =>
    createHmac('sha256', secret)
      .update(`${device}\0${emailKey}`)
      .digest()
      .subarray(0, 16)
      .toString('base64url');

  const read = (
    cookie: string | undefined,
  ): { readonly device: string; readonly macs: readonly string[] } | null => {
    const [device, ...macs] = (cookie ?? '').split('.');
    if (device === undefined || !/^[\w-]{22}$/u.test(device) || macs.length === 0) return null;
    return { device, macs: macs.slice(0, mostAccounts) };
  };

  const holds = (macs: readonly string[], mac: string): boolean =>
    macs.some((one) => one.length === mac.length && timingSafeEqual(Buffer.from(one), Buffer.from(mac)));

  return {
    deviceFor: (cookie, emailKey) => {
      const found = read(cookie);
      return found !== null && holds(found.macs, macOf(found.device, emailKey)) ? found.device : null;
    },
    remember: (cookie, emailKey) => {
      const { device, macs } = read(cookie) ?? { device: randomBytes(16).toString('base64url'), macs: [] };
      const mac = macOf(device, emailKey);
      return [device, ...[mac, ...macs.filter((one) => one !== mac)].slice(0, mostAccounts)].join('.');
    },
  };
}
