import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { proportionalMemory } from '../desktop/memory.ts';
import type { Program } from '../desktop/program.ts';
import { type Goal, must, type Scale } from '../harness/goal.ts';
import { exactly, type Measured } from '../harness/measured.ts';
import { estimate } from '../harness/statistics.ts';

/** One start of a program, from its process to an idle window. */
interface Start {
  readonly readable: number;
  readonly interactive: number;
  /** MiB, a while after the window had nothing more to do. */
  readonly memory: number;
}

/** What a program does right after its start (synchronising, collecting garbage) is over by then. */
const untilIdle = 4000;

async function observe(program: Program, withMemory: boolean): Promise<Start> {
  try {
    const readable = await program.reached('readable');
    const interactive = await program.reached('interactive');
    if (withMemory) await wait(untilIdle);
    return { readable, interactive, memory: withMemory ? await proportionalMemory(program.pid) : 0 };
  } finally {
    await program.close();
  }
}

/** KB of the scripts that the page had asked for when its first rows were painted, as they lie in the package. */
async function scriptsBeforeRows(program: Program, built: string): Promise<number> {
  try {
    const readable = await program.reached('readable');
    const scripts = program.requests
      .filter(({ after }) => after <= readable)
      .map(({ url }) => new URL(url).pathname)
      .filter((path) => path.endsWith('.js'));
    must(scripts.length > 0, 'The page asked for no scripts.');
    const sizes = await Promise.all(
      [...new Set(scripts)].map(async (path) => (await stat(join(built, 'renderer', path))).size),
    );
    return sizes.reduce((sum, size) => sum + size, 0) / 1000;
  } finally {
    await program.close();
  }
}

/** The three programs, started right after each other. */
interface Round {
  readonly packaged: Start;
  readonly unpackaged: Start;
  readonly bare: Start;
}

/** Megabytes that the archive may have: what it needed when the goal was set, and a tenth of room. */
const archiveMegabytes = 3;

/**
 * G1, G2, G5 and G6: what the packaged console's start costs, against a bare window on the same runtime; what packaging costs of it;
 * and how much lies on the disk. All of them with their sandbox, as an ordinary user.
 */
export const start: Goal = {
  ids: ['G1', 'G2', 'G5', 'G6', 'G41', 'G42', 'G43'],
  measure: async (fixtures, scale: Scale) => {
    const { wants, pick } = scale;
    const programs = await fixtures.programs();
    const on = 'Electron';
    const measured: Measured[] = [];
    const rounds: Round[] = [];
    const add = (
      id: string,
      what: string,
      rest: Pick<Measured, 'limit' | 'estimate'>,
      unit: Measured['unit'] = '×',
    ) => {
      if (wants(id)) measured.push({ id, what, ...rest, unit, on });
    };
    if (['G1', 'G2', 'G6', 'G41'].some(wants)) {
      const profile = await fixtures.smallProfile();
      const count = pick(7, 15);
      for (let round = -1; round < count; round += 1) {
        const withMemory = wants('G6') && round >= 0 && round < pick(3, 15);
        // Each goes first, second and third in turn.
        const turns = [
          async () => ({ packaged: await observe(await programs.startPackaged(profile), withMemory) }),
          async () => ({ bare: await observe(await programs.startBare(), withMemory) }),
          async () => ({ unpackaged: await observe(await programs.startConsole(profile), withMemory) }),
        ];
        const parts: Partial<Round>[] = [];
        for (const [place] of turns.entries()) {
          const turn = turns[(place + round + 3) % turns.length];
          if (turn !== undefined) parts.push(await turn());
        }
        if (round >= 0) rounds.push(Object.assign({}, ...parts) as Round);
      }
    }
    const ratioOf = (part: keyof Start, of: keyof Round, to: keyof Round) => {
      const counted = rounds.filter((round) => round[to][part] > 0);
      return estimate(counted.map((round) => round[of][part] / round[to][part]));
    };
    for (const side of ['packaged', 'unpackaged'] as const) {
      add(
        'G1',
        `${side}: process started → first cached rows readable ÷ the same of a bare Electron window`,
        {
          limit: { atMost: 1.25 },
          estimate: ratioOf('readable', side, 'bare'),
        },
      );
      add('G2', `${side}: process started → whole console interactive ÷ bare Electron window`, {
        limit: { atMost: 2.6 },
        estimate: ratioOf('interactive', side, 'bare'),
      });
      add('G6', `${side}: memory (sum of PSS, idle) with 1 k users ÷ bare Electron`, {
        limit: { atMost: 1.5 },
        estimate: ratioOf('memory', side, 'bare'),
      });
    }
    add('G41', 'packaged console interactive ÷ the same files in a folder', {
      limit: { atMost: 1.1 },
      estimate: ratioOf('interactive', 'packaged', 'unpackaged'),
    });
    if (wants('G5')) {
      const started = await programs.startPackaged(await fixtures.smallProfile(), { noteRequests: true });
      const kilobytes = await scriptsBeforeRows(started, programs.built);
      add(
        'G5',
        'packaged: JavaScript that the window loads before its first rows',
        { limit: { atMost: 300 }, estimate: exactly(kilobytes) },
        'KB',
      );
    }
    const { archive, installed, runtime } = programs.sizes;
    add('G42', 'bytes on the disk ÷ bare Electron of the same version', {
      limit: { atMost: 1.15 },
      estimate: exactly(installed / runtime),
    });
    add('G43', 'app.asar', { limit: { atMost: archiveMegabytes }, estimate: exactly(archive / 1e6) }, 'MB');
    return measured;
  },
};
