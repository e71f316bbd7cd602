import { describe, expect, test } from 'vitest';
import { isDebugged, isUnsandboxed, readSettings } from '../../src-main/settings.ts';

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
  test.each([
    '--no-sandbox',
    '-no-sandbox',
    '--disable-gpu-sandbox',
    '--disable-seccomp-filter-sandbox',
    '--no-zygote',
    '--single-process',
  ])('@security knows that a packaged console would run without its sandbox by %s', (word) =>
    expect(isUnsandboxed(['tenantdesk', word], {})).toBe(true),
  );
  test('@security knows the variable for it, and lets ordinary starts be', () => {
    expect(isUnsandboxed([], { ELECTRON_DISABLE_SANDBOX: '1' })).toBe(true);
    expect(isUnsandboxed(['tenantdesk', '--force-renderer-accessibility'], {})).toBe(false);
  });
  test('knows ordinary words', () =>
    expect(isDebugged(['tenantdesk', '--ozone-platform=x11', 'inspect'])).toBe(false));
});
