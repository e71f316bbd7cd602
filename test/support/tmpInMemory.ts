import { statfsSync } from 'node:fs';

/** Bytes that must be free there: two workers with databases, profiles and copies of many users. */
const room = 4_000_000_000;
const memory = '/dev/shm';

/**
 * Has the temporary folders of this process and its children lie in memory, on a Linux machine with room for them: an
 * embedded database is a thousand small files, and on some disks making them takes longer than the test.
 */
export function tmpInMemory(): void {
  if (process.platform === 'linux' && process.env['TMPDIR'] === undefined && bytesFree() > room)
    process.env['TMPDIR'] = memory;
}

function bytesFree(): number {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize;
  } catch {
    return 0;
  }
}
