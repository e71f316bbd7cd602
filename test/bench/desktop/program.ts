import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { ProcessOwner } from '../../../scripts/runtime/ordinaryUser.ts';
import { BenchError } from '../harness/goal.ts';
import { connectDevTools } from './devTools.ts';
import type { Milestone } from './pageObserver.ts';

export interface ProgramOptions {
  readonly executable: string;
  /** Switches for Chromium. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The file of its main process, and the preload that watches its page. */
  readonly entry: string;
  readonly observer: string;
  /** The folder with `observed/main.js`, which starts the program; null: the program has it inside. */
  readonly host: string | null;
  /** Lets `evaluate` look into the page. Not while a start is timed. */
  readonly debug: boolean;
  /** Notes what the page asks its program for. Not while a start is timed. */
  readonly noteRequests: boolean;
  /** Whose processes they are: not root's, so that they have their sandbox. */
  readonly owner: ProcessOwner;
}

/** A file that the page asked its program for, milliseconds after the start. */
export interface PageRequest {
  readonly url: string;
  readonly after: number;
}

/** A desktop program with one window, watched from outside. */
export interface Program {
  readonly pid: number;
  /** With `noteRequests`: what the page has asked for under the program's own scheme. */
  readonly requests: readonly PageRequest[];
  /** Milliseconds from the start of its process to a milestone. Throws `BenchError` when it doesn't come there. */
  readonly reached: (milestone: Milestone) => Promise<number>;
  /** Evaluates an expression in the page; a promise is waited for. The value must be JSON. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** Loads the page again in the same process, and waits until it is interactive. */
  readonly reload: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const patience = 60_000;
const now = (): number => performance.timeOrigin + performance.now();
const observed = z.union([
  z.object({ milestone: z.enum(['readable', 'interactive']), at: z.number() }),
  z.object({ requested: z.string(), at: z.number() }),
]);

interface Evaluated {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: {
    readonly text: string;
    readonly exception?: { readonly description?: string };
  };
}

/** The one page of the program, found once it has come up. */
function createPage(commands: Writable, answers: Readable, debug: boolean) {
  const devTools = connectDevTools(commands, answers);
  let session: Promise<string> | undefined;
  async function attach(): Promise<string> {
    const { targetInfos } = (await devTools.send('Target.getTargets')) as {
      readonly targetInfos: readonly { readonly targetId: string; readonly type: string }[];
    };
    const page = targetInfos.find(({ type }) => type === 'page');
    const target = { targetId: page?.targetId, flatten: true };
    return ((await devTools.send('Target.attachToTarget', target)) as { sessionId: string }).sessionId;
  }
  const send = async (method: string, params: object = {}): Promise<unknown> => {
    if (!debug) throw new BenchError('Only a program started with `debug` lets anybody look into its page.');
    session ??= attach();
    return await devTools.send(method, params, await session);
  };
  return {
    evaluate: async (expression: string): Promise<unknown> => {
      const params = { expression, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails } = (await send('Runtime.evaluate', params)) as Evaluated;
      if (exceptionDetails === undefined) return result.value;
      throw new BenchError(
        `In the page: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`,
      );
    },
    reload: () => send('Page.reload'),
  };
}

/** Starts a program through `observed/main.js`. */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const { executable, args, env, entry, observer, host, debug, noteRequests, owner } = options;
  const milestones: Record<Milestone, PromiseWithResolvers<number>> = {
    readable: Promise.withResolvers(),
    interactive: Promise.withResolvers(),
  };
  const requests: PageRequest[] = [];
  const startedAt = now();
  const child = spawn(
    executable,
    [...args, ...(debug ? ['--remote-debugging-pipe'] : []), ...(host === null ? [] : [host])],
    {
      ...owner,
      cwd: '/',
      env: { ...env, BENCH_ENTRY: entry, BENCH_OBSERVER: observer, BENCH_REQUESTS: noteRequests ? '1' : '' },
      // A group of its own, so that none of its processes outlives it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    },
  );
  const { pid } = child;
  const [, stdout, stderr, commands, answers] = child.stdio;
  if (pid === undefined || stdout === null || stderr === null)
    throw new BenchError(`${executable} can't be started.`);
  const exit = once(child, 'exit');
  let log = '';
  stderr.setEncoding('utf8').on('data', (text: string) => (log = (log + text).slice(-3000)));
  createInterface({ input: stdout }).on('line', (line) => {
    if (!line.startsWith('{')) return;
    const fact = observed.parse(JSON.parse(line));
    if ('milestone' in fact) milestones[fact.milestone].resolve(fact.at);
    else requests.push({ url: fact.requested, after: fact.at - startedAt });
  });
  const page = createPage(commands as Writable, answers as Readable, debug);
  const endGroup = (): void => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  process.on('exit', endGroup);

  async function reachedAt(milestone: Milestone): Promise<number> {
    const tooLate = new AbortController();
    const never = wait(patience, null, { signal: tooLate.signal }).catch(() => null);
    const at = await Promise.race([milestones[milestone].promise, exit.then(() => null), never]);
    tooLate.abort();
    if (at !== null) return at;
    throw new BenchError(`The window never became ${milestone}. Its log: ${log}`);
  }

  return {
    pid,
    requests,
    reached: async (milestone) => (await reachedAt(milestone)) - startedAt,
    evaluate: page.evaluate,
    reload: async () => {
      milestones.readable = Promise.withResolvers();
      milestones.interactive = Promise.withResolvers();
      await page.reload();
      await reachedAt('interactive');
    },
    close: async () => {
      child.kill('SIGTERM');
      await Promise.race([exit, wait(5000)]);
      endGroup();
      process.off('exit', endGroup);
    },
  };
}
