import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { defaultWindowState, keepOnScreen, parseWindowState } from '../../../src-main/windows/windowState.ts';
import { createWindowStateFile } from '../../../src-main/windows/windowStateFile.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const right = { x: 1920, y: 0, width: 1280, height: 1024 };

describe('The place of the window', () => {
  test('comes back as it was', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tenantdesk-window-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'window.json');
    const file = createWindowStateFile(path);
    const state = {
      bounds: { x: 10, y: 20, width: 1300, height: 900 },
      maximised: true,
      appearance: 'dark',
      density: 'comfortable',
    } as const;
    file.change(state);
    expect(file.current()).toEqual(state);
    expect(createWindowStateFile(path).current()).toEqual(state);
    expect(readdirSync(folder)).toEqual(['window.json']);
    file.change({ appearance: 'light' });
    expect(createWindowStateFile(path).current()).toEqual({ ...state, appearance: 'light' });
    writeFileSync(path, '{"bounds":');
    expect(createWindowStateFile(path).current()).toEqual(defaultWindowState);
  });

  test('can not be written on a broken disk, and the window closes all the same', () => {
    const file = createWindowStateFile('/dev/null/window.json');
    expect(() => file.change({ maximised: true })).not.toThrow();
    expect(createWindowStateFile('/dev/null/window.json').current()).toEqual(defaultWindowState);
  });

  test.each([
    null,
    42,
    [],
    {},
    { bounds: { x: 'a', y: 0, width: 1, height: 1 } },
    { bounds: { x: 0, y: 0, width: -5, height: 1 } },
    { bounds: { x: 0.5, y: 0, width: 5, height: 1 } },
    { bounds: { x: 1e12, y: 0, width: 5, height: 1 } },
    { bounds: { x: 0, y: 0, width: Number.NaN, height: 1 } },
    { maximised: 'yes', appearance: 'purple', density: 5 },
  ])('is the usual one when the file says %j', (given) =>
    expect(parseWindowState(given)).toEqual(defaultWindowState),
  );

  test.each([
    ['inside', { x: 100, y: 100, width: 1280, height: 800 }, { x: 100, y: 100, width: 1280, height: 800 }],
    ['half out', { x: 1200, y: 700, width: 1280, height: 800 }, { x: 640, y: 280, width: 1280, height: 800 }],
    [
      'above the edge',
      { x: 100, y: -300, width: 1280, height: 800 },
      { x: 100, y: 0, width: 1280, height: 800 },
    ],
    ['too large', { x: 0, y: 0, width: 5000, height: 5000 }, { x: 0, y: 0, width: 1920, height: 1080 }],
    ['too small', { x: 10, y: 10, width: 20, height: 20 }, { x: 10, y: 10, width: 960, height: 600 }],
    [
      'on the second screen',
      { x: 1900, y: 10, width: 1000, height: 800 },
      { x: 1920, y: 10, width: 1000, height: 800 },
    ],
  ])('%s is kept on the screen', (_name, bounds, kept) =>
    expect(keepOnScreen(bounds, [screen, right])).toEqual(kept),
  );

  test('is left to the system when its screen is gone', () =>
    expect(keepOnScreen({ x: 4000, y: 0, width: 1280, height: 800 }, [screen])).toBeNull());
});
