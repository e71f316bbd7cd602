/**
 * Child processes of the scripts: run one and wait, or hand the terminal over to one.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { ProcessOwner } from './ordinaryUser.ts';
import { SetupError } from './report.ts';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds after which the program is killed and counts as failed. */
  readonly timeout?: number;
  /** Whose process it is, where it is not ours. */
  readonly owner?: ProcessOwner;
  /** What to do when the program is missing or fails; appended to the error. */
  readonly advice?: string;
}

/**
 * Runs a program to its end and returns its stdout. Both outputs are collected, so that a long build stays quiet
 * and still shows its last lines when it fails.
 * @throws SetupError when it can't be started, fails or takes longer than `timeout`.
 */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const advice = options.advice === undefined ? '' : `\n${options.advice}`;
  const line = [command, ...args].join(' ');
  return await new Promise<string>((resolve, reject) => {
    const child = spawn(command, args, {
      ...options.owner,
      cwd: options.cwd,
      env: options.env ?? process.env,
      timeout: options.timeout,
      killSignal: 'SIGKILL',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let tail = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      tail = (tail + chunk).slice(-2000);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      tail = (tail + chunk).slice(-2000);
    });
    child.on('error', (error) => {
      reject(new SetupError(`Could not start "${line}": ${error.message}.${advice}`));
    });
    child.on('close', (code, signal) => {
      if (code === 0) resolve(stdout);
      else
        reject(
          new SetupError(`"${line}" failed (${signal ?? `exit code ${code}`}):\n${tail.trim()}${advice}`),
        );
    });
  });
}

export interface HandOverOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Sends the child's stdout to stderr, for scripts whose own stdout is an answer. */
  readonly stdoutToStderr?: boolean;
  /** With `stdoutToStderr`: a grandchild still reaches our stdout, as its descriptor 3. */
  readonly stdoutAs3?: boolean;
  /** The descriptor that becomes the child's stdout; ours unless said. */
  readonly stdout?: number;
  /** Milliseconds after which the program is ended. */
  readonly timeout?: number;
  /** Starts the child as leader of its own process group; at the end the whole group is ended, so nothing outlives us. */
  readonly ownGroup?: boolean;
  /** Called with the child's process id, which with `ownGroup` is that of the group. */
  readonly started?: (pid: number) => void;
}

/**
 * Hands the terminal to a program: same stdin, stdout and stderr, signals passed on.
 * @returns its exit code as a shell would give it (128 + number for a signal).
 */
export async function handOver(
  command: string,
  args: readonly string[],
  options: HandOverOptions = {},
): Promise<number> {
  const ownGroup = options.ownGroup === true;
  const child = spawn(command, args, {
    stdio: [
      'inherit',
      options.stdoutToStderr === true ? 2 : (options.stdout ?? 'inherit'),
      'inherit',
      ...(options.stdoutAs3 === true ? [1] : []),
    ],
    cwd: options.cwd,
    env: options.env ?? process.env,
    timeout: options.timeout,
    detached: ownGroup,
  });
  const stopPassing = passSignals(child, ownGroup);
  if (child.pid !== undefined) options.started?.(child.pid);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.on('error', (error) => {
        reject(new SetupError(`Could not start "${command}": ${error.message}.`));
      });
      child.on('close', (code, signal) => {
        resolve(code ?? 128 + (signal === null ? 1 : constants.signals[signal]));
      });
    });
  } finally {
    stopPassing();
    if (ownGroup) signalGroup(child, 'SIGKILL');
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
let handedOver = 0;

/**
 * Makes a signal end this process through `process.exit`, so that listeners of 'exit' can end what was started. While
 * the terminal is handed over, signals are passed on instead.
 */
export function exitOnSignals(): void {
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (handedOver === 0) process.exit(128 + constants.signals[signal]);
    });
  }
}

function passSignals(child: ChildProcess, ownGroup: boolean): () => void {
  const pass = (signal: NodeJS.Signals): void => {
    if (ownGroup) signalGroup(child, signal);
    else child.kill(signal);
  };
  handedOver += 1;
  for (const signal of SIGNALS) process.on(signal, pass);
  return () => {
    handedOver -= 1;
    for (const signal of SIGNALS) process.off(signal, pass);
  };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group has already ended, which is what we want.
  }
}
