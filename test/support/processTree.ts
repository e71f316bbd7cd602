import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** A running process as the kernel knows it. */
export interface RunningProcess {
  readonly id: number;
  readonly parent: number;
  readonly commandLine: readonly string[];
  /** The lines of /proc/…/status: `Uid`, `Seccomp`, `NoNewPrivs`, … */
  readonly status: Readonly<Record<string, string>>;
  /** Which users it knows: where it has a namespace of its own, itself alone. */
  readonly userMap: string;
}

/** A process and all that it started, as they are now. */
export async function processTree(id: number): Promise<RunningProcess[]> {
  const all = await allProcesses();
  const ours = new Set([id]);
  // A child may have a smaller number than its parent: numbers are used again.
  for (let before = 0; before < ours.size;) {
    before = ours.size;
    for (const each of all) if (ours.has(each.parent)) ours.add(each.id);
  }
  return all.filter((each) => ours.has(each.id));
}

/** The command lines of this computer's processes that have a word in them. */
export async function commandLinesWith(word: string): Promise<string> {
  const lines = (await allProcesses()).map(({ commandLine }) => commandLine.join(' '));
  return lines.filter((line) => line.includes(word)).join('\n');
}

async function allProcesses(): Promise<RunningProcess[]> {
  const ids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  return (await Promise.all(ids.map(readProcess))).filter((each) => each !== null);
}

async function readProcess(id: number): Promise<RunningProcess | null> {
  try {
    const read = async (file: string): Promise<string> =>
      await readFile(join('/proc', String(id), file), 'utf8');
    const lines = (await read('status')).split('\n').filter(Boolean);
    const status = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
    );
    return {
      id,
      parent: Number(status['PPid']),
      // Chromium writes its own over the one it was started with, with spaces between.
      commandLine: (await read('cmdline')).split(/[\0 ]/u).filter(Boolean),
      status,
      userMap: (await read('uid_map')).trim().split(/\s+/u).join(' '),
    };
  } catch {
    return null;
  }
}

/** The TCP ports that processes listen on. */
export async function listeningPorts(processes: readonly RunningProcess[]): Promise<number[]> {
  const sockets = new Set<string>();
  for (const { id } of processes) {
    const folder = `/proc/${id}/fd`;
    for (const file of await readdir(folder).catch(() => [])) {
      const target = await readlink(join(folder, file)).catch(() => '');
      if (target.startsWith('socket:')) sockets.add(target.slice('socket:['.length, -1));
    }
  }
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map(async (file) => await readFile(file, 'utf8').catch(() => '')),
  );
  const rows = tables.flatMap((table) => table.split('\n').slice(1)).map((line) => line.trim().split(/\s+/u));
  const listen = '0A';
  return rows
    .filter((row) => row[3] === listen && sockets.has(row[9] ?? ''))
    .map((row) => Number.parseInt((row[1] ?? '').split(':')[1] ?? '', 16));
}
