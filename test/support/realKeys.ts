import { execFile } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Presses keys as the keyboard of the screen does. What Playwright presses goes to the page and never meets the
 * accelerators of the application menu; this does.
 * @param processId of the application whose window is meant
 * @param keys in the X server's names, such as `ctrl+shift+t`
 */
export async function pressForReal(processId: number, keys: string): Promise<void> {
  await run('xdotool', [...windowOf(processId), 'key', '--clearmodifiers', keys]);
}

/** Presses keys and types a text at once, while the application's main process gets to something only now and then. */
export async function typeWhileBusy(processId: number, keys: string, text: string): Promise<void> {
  const holdUp = new AbortController();
  const held = (async () => {
    while (!holdUp.signal.aborted) {
      process.kill(processId, 'SIGSTOP');
      await setTimeout(60);
      process.kill(processId, 'SIGCONT');
      await setTimeout(10);
    }
  })();
  await run('xdotool', [...windowOf(processId), 'key', '--clearmodifiers', keys]);
  await run('xdotool', ['type', '--clearmodifiers', '--', text]);
  holdUp.abort();
  await held;
}

function windowOf(processId: number): string[] {
  const window = ['--sync', '--all', '--onlyvisible', '--pid', String(processId), '--name', '.'];
  return ['search', ...window, 'windowfocus', '--sync'];
}
