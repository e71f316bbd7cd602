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

interface StartPair {
  readonly console: Start;
  readonly bare: Start;
}

/** G1, G2, G5 and G6: what the console's start costs, against a bare window on the same runtime. */
export const start: Goal = {
  ids: ['G1', 'G2', 'G5', 'G6'],
  measure: async (fixtures, scale: Scale) => {
    const { wants, pick } = scale;
    const programs = await fixtures.programs();
    const profile = await fixtures.smallProfile();
    const on = 'Electron';
    const measured: Measured[] = [];
    const pairs: StartPair[] = [];
    if (wants('G1') || wants('G2') || wants('G6')) {
      const count = pick(7, 15);
      for (let pair = -1; pair < count; pair += 1) {
        const withMemory = wants('G6') && pair >= 0 && pair < pick(3, 15);
        const startConsole = async () => observe(await programs.startConsole(profile), withMemory);
        const startBare = async () => observe(await programs.startBare(), withMemory);
        const consoleFirst = pair % 2 === 0 ? await startConsole() : null;
        const bare = await startBare();
        const console = consoleFirst ?? (await startConsole());
        if (pair >= 0) pairs.push({ console, bare });
      }
    }
    const ratioOf = (part: keyof Start) =>
      estimate(pairs.map(({ console, bare }) => console[part] / bare[part]));
    if (wants('G1')) {
      measured.push({
        id: 'G1',
        what: 'process started → first cached rows readable ÷ the same of a bare Electron window',
        limit: { atMost: 1.25 },
        estimate: ratioOf('readable'),
        unit: '×',
        on,
      });
    }
    if (wants('G2')) {
      measured.push({
        id: 'G2',
        what: 'process started → whole console interactive ÷ bare Electron window',
        limit: { atMost: 2.6 },
        estimate: ratioOf('interactive'),
        unit: '×',
        on,
      });
    }
    if (wants('G5')) {
      measured.push({
        id: 'G5',
        what: 'JavaScript that the window loads before its first rows',
        limit: { atMost: 300 },
        estimate: exactly(
          await scriptsBeforeRows(await programs.startConsole(profile, { debug: true }), programs.built),
        ),
        unit: 'KB',
        on,
      });
    }
    if (wants('G6')) {
      const withMemory = pairs.filter(({ console }) => console.memory > 0);
      measured.push({
        id: 'G6',
        what: 'memory (sum of PSS, idle) with 1 k users ÷ bare Electron',
        limit: { atMost: 1.5 },
        estimate: estimate(withMemory.map(({ console, bare }) => console.memory / bare.memory)),
        unit: '×',
        on,
      });
    }
    return measured;
  },
};
