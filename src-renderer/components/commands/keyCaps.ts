import { keysOf, type WindowCommand } from '#shared/desktop/windowCommands.ts';

const onMac = (): boolean => navigator.userAgent.includes('Mac OS');

/** Keys as their caps say: on a Mac ⌘ and ⇧. */
export function capsOf(keys: string): readonly string[] {
  const names: Readonly<Record<string, string>> = onMac() ? { Mod: '⌘', Shift: '⇧' } : { Mod: 'Ctrl' };
  const arrows: Readonly<Record<string, string>> = { Left: '←', Right: '→' };
  return keys.split('+').map((key) => names[key] ?? arrows[key] ?? key);
}

/** Every key of a command on this platform. */
export const keysHere = (command: WindowCommand): readonly string[] => keysOf(command, onMac());
