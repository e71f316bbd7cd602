import { describe, expect, test } from 'vitest';
import { isDebugged, readSettings } from '../../src-main/settings.ts';

describe('The start', () => {
  test('takes profile folder and backend from the environment, else the usual ones', () => {
    expect(readSettings({})).toEqual({
      userData: null,
      backend: { backendUrl: 'http://127.0.0.1:8400', fixed: false },
    });
    expect(
      readSettings({ TENANTDESK_USER_DATA: '/tmp/a/../b', TENANTDESK_BACKEND: 'https://desk.example' }),
    ).toEqual({
      userData: '/tmp/b',
      backend: { backendUrl: 'https://desk.example', fixed: true },
    });
  });

  test.each([
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--inspect',
    '--inspect-brk=0',
    '--js-flags=--x',
    '-remote-debugging-port=9222',
    '/Remote-Debugging-Port=9222',
  ])('@security knows %s as a way to look into a packaged console', (word) =>
    expect(isDebugged(['tenantdesk', word])).toBe(true),
  );
  test('knows ordinary words', () =>
    expect(isDebugged(['tenantdesk', '--ozone-platform=x11', 'inspect'])).toBe(false));
});
