import { readdir, readFile } from 'node:fs/promises';

/** The parent of each process there is. */
async function parents(): Promise<ReadonlyMap<number, number>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name)).map(Number);
  const pairs = await Promise.all(
    pids.map(async (pid): Promise<[number, number]> => {
      // Fields after the name, which stands in parentheses and may hold anything: state, then the parent (proc(5)).
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      return [pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0)];
    }),
  );
  return new Map(pairs);
}

/** A process and all that it started, and these in turn. */
async function family(pid: number): Promise<readonly number[]> {
  const parentOf = await parents();
  const members = [pid];
  for (const member of members) {
    for (const [child, parent] of parentOf) if (parent === member) members.push(child);
  }
  return members;
}

/**
 * Memory of a program in MiB: the sum of the proportional set sizes of its processes, in which a shared page counts
 * once in all (summed RSS would count Chromium's libraries once per process). Linux only.
 */
export async function proportionalMemory(pid: number): Promise<number> {
  let kibibytes = 0;
  for (const member of await family(pid)) {
    const rollup = await readFile(`/proc/${member}/smaps_rollup`, 'utf8').catch(() => '');
    kibibytes += Number(/^Pss:\s+(\d+) kB$/mu.exec(rollup)?.[1] ?? 0);
  }
  return kibibytes / 1024;
}
