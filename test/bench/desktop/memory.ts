import { readFile } from 'node:fs/promises';
import { processTree } from '#test/support/processTree.ts';

/**
 * Memory of a program in MiB: the sum of the proportional set sizes of its processes, in which a shared page counts
 * once in all (summed RSS would count Chromium's libraries once per process). Linux only.
 */
export async function proportionalMemory(pid: number): Promise<number> {
  let kibibytes = 0;
  for (const { id } of await processTree(pid)) {
    const rollup = await readFile(`/proc/${id}/smaps_rollup`, 'utf8').catch(() => '');
    kibibytes += Number(/^Pss:\s+(\d+) kB$/mu.exec(rollup)?.[1] ?? 0);
  }
  return kibibytes / 1024;
}
