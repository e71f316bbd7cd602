import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { giveTo, ordinaryUser } from '../../scripts/runtime/ordinaryUser.ts';
import { openAccessibilityBus } from './assistive/accessibilityBus.ts';
import { createKeyboard } from './assistive/keyboard.ts';
import { createReader, type Reader } from './assistive/reader.ts';
import { createCapturedBrowser } from './capturedBrowser.ts';

export interface StartOptions {
  /** The program to start. */
  readonly executable: string;
  /** The person's home: a later start in the same one is the same person's machine. */
  readonly home: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** How many more descriptors it is given, from 3 on, each a pipe to us. */
  readonly pipes?: number;
}

/** A console that runs as an ordinary user, driven as a person with a screen reader and a keyboard does it. */
export interface PackagedApp {
  readonly processId: number;
  readonly reader: Reader;
  readonly pipes: readonly Duplex[];
  /** Waits for the next address that the console opens in the system's browser. */
  readonly openedUrl: () => Promise<string>;
  /** What it wrote so far. */
  readonly log: () => string;
  /** Its exit code, once it has ended by itself or by `quit`. */
  readonly ended: Promise<number | null>;
  /** Quits with the keys of its menu. */
  readonly quit: () => Promise<void>;
  /** Ends it in whatever state it is. */
  readonly dispose: () => Promise<void>;
}

/** What a user's programs are started with, and nothing of what this process knows besides. */
export function environmentOf(home: string): Record<string, string> {
  const kept = ['PATH', 'LANG', 'DISPLAY', 'XAUTHORITY', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR'];
  const env = Object.fromEntries(kept.map((name) => [name, process.env[name] ?? '']));
  return { ...env, HOME: home, XDG_CONFIG_HOME: join(home, '.config') };
}

/** Makes a folder of the ordinary user. */
export async function createHome(path: string): Promise<string> {
  await mkdir(path, { mode: 0o700, recursive: true });
  await giveTo(ordinaryUser(), path);
  return path;
}

/**
 * Starts a console on the desktop of scripts/with-desktop.ts. The switch is what a user of a screen reader starts programs
 * built on Chromium with where those don't find out by themselves; it opens nothing that `--remote-debugging-port` does.
 */
export async function startPackaged({
  executable,
  home,
  args = [],
  env: more = {},
  pipes = 0,
}: StartOptions): Promise<PackagedApp> {
  const owner = ordinaryUser();
  const user = environmentOf(home);
  const browser = await createCapturedBrowser(user['PATH'] ?? '', owner);
  const env = { ...user, ...browser.env, ...more };
  const bus = await openAccessibilityBus(env, owner);
  const child: ChildProcess = spawn(executable, ['--force-renderer-accessibility', ...args], {
    ...owner,
    cwd: home,
    env,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', ...Array<'pipe'>(pipes).fill('pipe')],
  });
  let disposed = false;
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (log += text));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const processId = child.pid ?? 0;
  const reader = createReader(bus, processId, createKeyboard(env, processId));
  return {
    processId,
    reader,
    pipes: child.stdio.slice(3) as Duplex[],
    openedUrl: () => browser.nextUrl(),
    log: () => log,
    ended,
    quit: async () => {
      await reader.key('ctrl+q');
      await ended;
    },
    dispose: async () => {
      if (child.exitCode === null && child.signalCode === null) process.kill(-processId, 'SIGKILL');
      await ended;
      if (disposed) return;
      disposed = true;
      await bus.close();
      await browser.dispose();
    },
  };
}
