import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Presses keys as the keyboard of the screen does. What Playwright presses goes to the page and never meets the
 * accelerators of the application menu; this does.
 * @param processId of the application whose window is meant
 * @param keys in the X server's names, such as `ctrl+shift+t`
 */
export async function pressForReal(processId: number, keys: string): Promise<void> {
  const window = ['--sync', '--all', '--onlyvisible', '--pid', String(processId), '--name', '.'];
  await run('xdotool', ['search', ...window, 'windowfocus', '--sync', 'key', '--clearmodifiers', keys]);
}
