import { run } from '../../../scripts/runtime/processes.ts';

/** The keyboard of a screen: what it presses arrives as from a real one, also at menus and dialogs. */
export interface Keyboard {
  /** Has the keys go to the program's window. */
  focusWindow(): Promise<void>;
  /** Presses keys together, in the X server's names, such as `ctrl+shift+t`. */
  press(keys: string): Promise<void>;
  type(text: string): Promise<void>;
}

/** @param env names the screen. */
export function createKeyboard(env: NodeJS.ProcessEnv, processId: number): Keyboard {
  const xdotool = async (...args: readonly string[]): Promise<void> =>
    void (await run('xdotool', args, { env, timeout: 30_000 }));
  const window = ['--sync', '--all', '--onlyvisible', '--pid', String(processId), '--name', '.'];
  return {
    focusWindow: async () => await xdotool('search', ...window, 'windowfocus', '--sync'),
    press: async (keys) => await xdotool('key', '--clearmodifiers', keys),
    type: async (text) => await xdotool('type', '--clearmodifiers', '--', text),
  };
}
