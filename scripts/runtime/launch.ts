/**
 * What every script and test needs to start the console: the executable and the environment that goes with it.
 */
import { electronRuntime, type ElectronRuntime } from '../electron-runtime.ts';

export interface Launch {
  /** Absolute path of the Electron executable. */
  readonly executable: string;
  /** The environment of this process, completed with what the runtime needs. */
  readonly env: Readonly<Record<string, string>>;
  readonly runtime: ElectronRuntime;
}

/**
 * Finds the runtime and the environment to start it with. Add your own variables (TENANTDESK_USER_DATA,
 * TENANTDESK_BACKEND, …) with a spread, and the project folder as first argument.
 */
export async function launch(): Promise<Launch> {
  const runtime = await electronRuntime();
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined) env[name] = value;
  }
  // Set in some terminals of Electron-based editors; it would turn the console into a bare Node.
  delete env['ELECTRON_RUN_AS_NODE'];
  if (runtime.nativeBinding !== undefined) env['TENANTDESK_SQLITE_BINDING'] = runtime.nativeBinding;
  return { executable: runtime.executable, env, runtime };
}

/**
 * Chromium refuses to run its sandbox as root. Only scripts and tests add this switch, and only as root: the product
 * never starts without its sandbox.
 */
export function sandboxArguments(): readonly string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}
