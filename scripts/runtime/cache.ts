/**
 * The per-user cache of things that take minutes to make (a runtime, a compiled addon). An entry is a folder that is
 * built next to its place and renamed into it, so a killed build never leaves half an entry; a lock keeps two
 * concurrent builds apart.
 */
import {
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { report } from './report.ts';

const PART = '.part-';
const HEARTBEAT = 2_000;
const STALE_AFTER = 15_000;

/** The folder of this user for cached files, by the habit of each platform. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === 'win32')
    return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'tenantdesk', 'Cache');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'tenantdesk');
  return join(
    XDG_CACHE_HOME !== undefined && XDG_CACHE_HOME !== '' ? XDG_CACHE_HOME : join(homedir(), '.cache'),
    'tenantdesk',
  );
}

export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * Returns the folder `target`, making it first when it isn't there. `build` fills an empty folder on the same disk.
 */
export async function buildOnce(target: string, build: (folder: string) => Promise<void>): Promise<string> {
  if (await exists(target)) return target;
  await mkdir(dirname(target), { recursive: true });
  return await withLock(`${target}.lock`, async () => {
    if (await exists(target)) return target;
    await removeParts(target);
    const folder = await mkdtemp(`${target}${PART}`);
    try {
      await build(folder);
      await rename(folder, target);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    return target;
  });
}

/** Removes what killed builds left; called under the lock, so nobody is at work on it. */
async function removeParts(target: string): Promise<void> {
  const prefix = `${basename(target)}${PART}`;
  for (const name of await readdir(dirname(target))) {
    if (name.startsWith(prefix)) await rm(join(dirname(target), name), { recursive: true, force: true });
  }
}

/**
 * Runs `work` while holding the lock file. The holder touches the file every two seconds; a file that nobody touched
 * for fifteen belongs to a killed process and is taken over. (A process id alone would not do: it means nothing in
 * another container that shares the cache.)
 */
export async function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  const owner = `${process.pid}-${Math.random()}`;
  let announced = false;
  while (!(await tryLock(lock, owner))) {
    if (!announced) report(`Waiting for another process that is preparing the same thing (${lock}).`);
    announced = true;
    await removeStale(lock);
    await sleep(300);
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(lock, now, now).catch(() => undefined);
  }, HEARTBEAT);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if ((await readFile(lock, 'utf8').catch(() => '')) === owner) await rm(lock, { force: true });
  }
}

async function tryLock(lock: string, owner: string): Promise<boolean> {
  try {
    const file = await open(lock, 'wx');
    await writeFile(file, owner);
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function removeStale(lock: string): Promise<void> {
  const before = await stat(lock).catch(() => undefined);
  if (before === undefined || Date.now() - before.mtimeMs < STALE_AFTER) return;
  // Renamed before it is removed: of several that wait, one gets it.
  const aside = `${lock}.stale-${process.pid}`;
  await rename(lock, aside).catch(() => undefined);
  await rm(aside, { force: true });
}
