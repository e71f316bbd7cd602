import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The command lines of this computer's processes that have a word in them. */
export async function commandLinesWith(word: string): Promise<string> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'args'], { maxBuffer: 16 * 1024 * 1024 });
  const lines = stdout.split('\n').filter((line) => line.includes(word));
  return lines.join('\n');
}
