import { describe, expect, test } from 'vitest';
import { mayOpenOutside } from '../../../src-main/windows/externalLinkPolicy.ts';
import { isLocalResource, isOwnPage } from '../../../src-main/windows/navigationPolicy.ts';

describe('@security Where a window may go', () => {
  test.each(['app://console/', 'app://console/#x', 'app://console/?x'])('%s: here', (url) =>
    expect(isOwnPage(url)).toBe(true),
  );
  test.each([
    'app://console.evil/',
    'app://console@evil/',
    'app://evil/',
    'app://user@console/',
    'app://console:80/',
    'app://console/assets/index.js',
    'https://console/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:app://console/1',
    'about:blank',
    'chrome://gpu',
    '',
  ])('%s: nowhere', (url) => expect(isOwnPage(url)).toBe(false));
});

describe('@security What a window may load', () => {
  test.each([
    'app://console/a.js',
    'data:image/png;base64,AA',
    'blob:app://console/1',
    'devtools://devtools/x',
  ])('%s: yes', (url) => expect(isLocalResource(url)).toBe(true));
  test.each([
    'https://a.example',
    'http://127.0.0.1',
    'ws://a.example',
    'file:///a',
    'app://evil/a.js',
    'ftp://a',
    'x',
  ])('%s: no', (url) => expect(isLocalResource(url)).toBe(false));
});

describe('@security What may be opened in the system browser', () => {
  const local = 'http://127.0.0.1:4780';
  test.each(['https://desk.example/a?b', 'mailto:a@b.example', 'http://127.0.0.1:4780/oidc/auth?x=1'])(
    '%s: yes',
    (url) => expect(mayOpenOutside(url, local)).toBe(true),
  );
  test.each([
    'http://127.0.0.1:4781/',
    'http://localhost:4780/',
    'http://desk.example/',
    'https://user:password@desk.example/',
    'file:///etc/passwd',
    'smb://host/share',
    'ms-msdt:/id',
    'javascript:alert(1)',
    'data:text/html,x',
    'app://console/',
    'vscode://x',
    'nonsense',
  ])('%s: no', (url) => expect(mayOpenOutside(url, local)).toBe(false));
  test('plain http only to this computer, even if the backend is said to be elsewhere', () =>
    expect(mayOpenOutside('http://desk.example/', 'http://desk.example')).toBe(false));
});
