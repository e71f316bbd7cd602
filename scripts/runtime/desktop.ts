/**
 * The three services that make a desktop on Linux without a monitor: an X server, a D-Bus session bus, and a keyring
 * that answers as the Secret Service. Each is a plain child process, so that ending us ends them.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { giveTo, type ProcessOwner } from './ordinaryUser.ts';
import { run } from './processes.ts';
import { SetupError } from './report.ts';

/** A running service and the variables by which programs find it. */
export interface Service {
  readonly env: Readonly<Record<string, string>>;
  /** Ends it, with everything that it started. */
  end(): void;
}

const READY_TIMEOUT = 15_000;

/** Starts a virtual screen of 1920 × 1080 on the first free display, which the server itself picks (no race). */
export async function startScreen(
  folder: string,
  env: NodeJS.ProcessEnv,
  owner: ProcessOwner = {},
): Promise<Service> {
  const authority = join(folder, 'Xauthority');
  await writeFile(authority, '', { mode: 0o600 });
  await giveTo(owner, authority);
  const cookie = randomBytes(16).toString('hex');
  const allow = async (display: string): Promise<void> => {
    await run('xauth', ['-f', authority, 'add', display, '.', cookie], {
      env,
      owner,
      advice: 'Install the package xauth.',
    });
  };
  // The server takes the cookie from any entry, so one for a made-up display does until the number is known.
  await allow(':0');
  // Without -noreset the server begins anew whenever its last window closes, and ends whoever comes in that moment.
  const options = ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-noreset'];
  const child = spawn('Xvfb', [...options, '-auth', authority], {
    ...owner,
    env,
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await firstLine(child, child.stdio[3] as Readable, 'Xvfb');
  await allow(`:${number}`);
  return { env: { DISPLAY: `:${number}`, XAUTHORITY: authority }, end: () => endGroup(child) };
}

/** Starts a session bus that only the command and its children know. */
export async function startSessionBus(env: NodeJS.ProcessEnv, owner: ProcessOwner = {}): Promise<Service> {
  // In our own folder: a killed bus leaves its socket behind.
  const address = `--address=unix:path=${join(env['XDG_RUNTIME_DIR'] ?? tmpdir(), 'bus')}`;
  const child = spawn(
    'dbus-daemon',
    ['--session', '--nofork', '--nopidfile', '--nosyslog', address, '--print-address=1'],
    {
      ...owner,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  return {
    env: { DBUS_SESSION_BUS_ADDRESS: await firstLine(child, child.stdout, 'dbus-daemon') },
    end: () => endGroup(child),
  };
}

/** Starts an empty keyring, unlocked with a password that nobody needs to know. `env` names bus and folders. */
export async function startKeyring(env: NodeJS.ProcessEnv, owner: ProcessOwner = {}): Promise<Service> {
  const child = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    ...owner,
    env,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const failure = failureOf(child, 'gnome-keyring-daemon');
  child.stdin.end(randomBytes(16).toString('hex'));
  const ask = [
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.DBus',
    '/',
    'org.freedesktop.DBus.NameHasOwner',
  ];
  const answered = async (): Promise<void> => {
    const limit = Date.now() + READY_TIMEOUT;
    while (Date.now() < limit) {
      const answer = await run('dbus-send', [...ask, 'string:org.freedesktop.secrets'], { env, owner });
      if (answer.includes('boolean true')) return;
      await sleep(30);
    }
    throw new SetupError(
      'The keyring did not answer on the session bus. Is gnome-keyring installed completely?',
    );
  };
  try {
    await Promise.race([answered(), failure]);
  } catch (error) {
    endGroup(child);
    throw error;
  }
  return { env: {}, end: () => endGroup(child) };
}

/** Rejects when the program can't be started or ends by itself. */
async function failureOf(child: ChildProcess, program: string): Promise<never> {
  return await new Promise<never>((_resolve, reject) => {
    child.on('error', (error) => {
      reject(
        new SetupError(
          `Could not start ${program}: ${error.message}. Run "node scripts/preflight.ts --tests".`,
        ),
      );
    });
    child.on('exit', (code, signal) => {
      reject(new SetupError(`${program} ended at its start (${signal ?? `exit code ${code}`}).`));
    });
  });
}

async function firstLine(child: ChildProcess, output: Readable, program: string): Promise<string> {
  const line = new Promise<string>((resolve) => {
    let text = '';
    output.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end).trim());
    });
  });
  const limit = sleep(READY_TIMEOUT, undefined, { ref: false }).then(() => {
    throw new SetupError(`${program} was not ready after ${READY_TIMEOUT / 1000} seconds.`);
  });
  try {
    return await Promise.race([line, failureOf(child, program), limit]);
  } catch (error) {
    endGroup(child);
    throw error;
  }
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}
