import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildOnce, withLock } from '../../scripts/runtime/cache.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenantdesk-cache-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('buildOnce', () => {
  it('builds once, however many ask at the same time', async () => {
    const target = join(folder, 'deep', 'entry');
    let builds = 0;
    const build = async (place: string): Promise<void> => {
      builds += 1;
      // Time for the others to begin, if nothing kept them from it: there is no telling when they would.
      await sleep(50);
      await writeFile(join(place, 'file'), 'made');
    };
    const answers = await Promise.all([1, 2, 3].map(async () => await buildOnce(target, build)));
    expect(new Set(answers)).toEqual(new Set([target]));
    expect(builds).toBe(1);
    expect(await readFile(join(target, 'file'), 'utf8')).toBe('made');
    expect(await readdir(join(folder, 'deep'))).toEqual(['entry']);
  });

  it('leaves nothing of a build that fails, and tries again the next time', async () => {
    const target = join(folder, 'entry');
    const failing = buildOnce(target, async (place) => {
      await writeFile(join(place, 'half'), '');
      throw new Error('no disk');
    });
    await expect(failing).rejects.toThrow('no disk');
    expect(await readdir(folder)).toEqual([]);
    await buildOnce(target, async (place) => await writeFile(join(place, 'whole'), ''));
    expect(await readdir(target)).toEqual(['whole']);
  });

  it('removes what a killed build left behind and builds anew', async () => {
    const target = join(folder, 'entry');
    await mkdir(`${target}.part-killed`);
    await buildOnce(target, async (place) => await writeFile(join(place, 'whole'), ''));
    expect(await readdir(folder)).toEqual(['entry']);
    expect(await readdir(target)).toEqual(['whole']);
  });
});

describe('withLock', () => {
  it('keeps two apart', async () => {
    const steps: string[] = [];
    const work = (name: string) => async () => {
      steps.push(`${name} in`);
      // As above: time for the other one to come in.
      await sleep(30);
      steps.push(`${name} out`);
    };
    await Promise.all([withLock(join(folder, 'lock'), work('a')), withLock(join(folder, 'lock'), work('b'))]);
    // Which of them is first is the disk's to say.
    const [first, second] = steps[0] === 'a in' ? ['a', 'b'] : ['b', 'a'];
    expect(steps).toEqual([`${first} in`, `${first} out`, `${second} in`, `${second} out`]);
  });

  it('takes over from a process that was killed', async () => {
    const lock = join(folder, 'lock');
    await writeFile(lock, 'of a dead process');
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(lock, longAgo, longAgo);
    expect(await withLock(lock, async () => await Promise.resolve('done'))).toBe('done');
    expect(await readdir(folder)).toEqual([]);
  });
});
