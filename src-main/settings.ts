import { resolve } from 'node:path';

/** What the environment may say about a start. */
export interface Settings {
  /** Profile folder, absolute; null for the system's usual place. */
  readonly userData: string | null;
  /** Backend offered at sign-in, and whether the environment named it. */
  readonly backend: { readonly backendUrl: string; readonly fixed: boolean };
}

const localBackend = 'http://127.0.0.1:8400';

export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const userData = env['TENANTDESK_USER_DATA'];
  const backend = env['TENANTDESK_BACKEND'];
  return {
    userData: userData === undefined || userData === '' ? null : resolve(userData),
    backend:
      backend === undefined || backend === ''
        ? { backendUrl: localBackend, fixed: false }
        : { backendUrl: backend, fixed: true },
  };
}

/**
 * Switches that let another program look into this one; a packaged console does not run with them. Chromium takes one dash for
 * two, on Windows a slash and any case too.
 */
const debugSwitches = /^(?:--?|\/)(?:remote-debugging-|inspect|debug|js-flags|remote-allow-origins)/iu;

export function isDebugged(argv: readonly string[]): boolean {
  return argv.some((word) => debugSwitches.test(word));
}

/** Switches that take Chromium's sandbox away from a part of the program. */
const sandboxSwitches = /^(?:--?|\/)(?:no-sandbox|no-zygote|disable-[a-z-]*sandbox|single-process)/iu;

/** Whether somebody wants a packaged console to run without its sandbox, which it doesn't. */
export function isUnsandboxed(argv: readonly string[], env: NodeJS.ProcessEnv): boolean {
  return argv.some((word) => sandboxSwitches.test(word)) || env['ELECTRON_DISABLE_SANDBOX'] !== undefined;
}

/** Names an SQLite addon for a runtime that can't load the package's own: native code, so never for a packaged console. */
const addonVariable = 'TENANTDESK_SQLITE_BINDING';

/** The engine's environment: main's own, but for what a packaged console must not be told. */
export function engineEnvironment(
  env: NodeJS.ProcessEnv,
  { isPackaged }: { readonly isPackaged: boolean },
): NodeJS.ProcessEnv {
  const { [addonVariable]: addon, ...rest } = env;
  return isPackaged || addon === undefined ? rest : { ...rest, [addonVariable]: addon };
}
