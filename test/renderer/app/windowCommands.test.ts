import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keysOf, windowCommandNames, windowCommands } from '#shared/desktop/windowCommands.ts';
import { isPressed } from '../../../src-renderer/components/commands/keyPress.ts';

const renderer = join(import.meta.dirname, '../../../src-renderer');
const sources = globSync('**/*.{ts,tsx}', { cwd: renderer }).map((path) => ({
  path,
  text: readFileSync(join(renderer, path), 'utf8'),
}));
const pressed = (key: string, modifiers: Partial<Record<'ctrlKey' | 'shiftKey' | 'altKey', boolean>> = {}) =>
  ({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...modifiers }) as KeyboardEvent;

describe('The commands of the window', () => {
  it('have a key each, but for those of the menu alone, and no two the same', () => {
    const keys = windowCommandNames.flatMap((name) => keysOf(name));
    expect(new Set(keys).size).toBe(keys.length);
    for (const name of windowCommandNames)
      expect(keysOf(name).length > 0, name).toBe(!('menuOnly' in windowCommands[name]));
  });

  it('have keys of their own on a Mac, too', () => {
    const keys = windowCommandNames.flatMap((name) => keysOf(name, true));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keysOf('go-back', true)).toEqual(['Mod+[']);
  });

  it('are each carried out somewhere', () => {
    for (const name of windowCommandNames)
      expect(
        sources.filter(({ text }) => text.includes(`name: '${name}'`)),
        name,
      ).not.toEqual([]);
  });

  it('are the only place where keys of the whole window are heard and named', () => {
    const listening = sources.filter(({ text }) => /addEventListener\('key|aria-keyshortcuts="/u.test(text));
    // A tip leaves at a key, and does nothing else with it.
    expect(listening.map(({ path }) => path)).toEqual([
      'components/CutTip.tsx',
      'components/commands/commands.tsx',
    ]);
  });

  it('hear a letter alone, whatever Shift does, and a combination exactly', () => {
    expect(isPressed('N', pressed('n'))).toBe(true);
    expect(isPressed('?', pressed('?', { shiftKey: true }))).toBe(true);
    expect(isPressed('N', pressed('n', { ctrlKey: true }))).toBe(false);
    expect(isPressed('Mod+Z', pressed('z', { ctrlKey: true }))).toBe(true);
    expect(isPressed('Mod+Z', pressed('z', { ctrlKey: true, shiftKey: true }))).toBe(false);
    expect(isPressed('Mod+Z', pressed('z'))).toBe(false);
  });
});
