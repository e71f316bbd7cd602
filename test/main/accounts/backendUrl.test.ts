import { describe, expect, test } from 'vitest';
import { parseBackendUrl } from '../../../src-main/accounts/backendUrl.ts';

describe('The address of a backend', () => {
  test.each([
    ['https://desk.example', 'https://desk.example'],
    [' https://Desk.example/ ', 'https://desk.example'],
    ['https://desk.example:8443/console/', 'https://desk.example:8443/console'],
    ['http://127.0.0.1:4780', 'http://127.0.0.1:4780'],
    ['http://localhost:4780/', 'http://localhost:4780'],
    ['http://[::1]:4780', 'http://[::1]:4780'],
  ])('%s is taken as %s', (text, url) => expect(parseBackendUrl(text)).toBe(url));

  test.each([
    'desk.example',
    '',
    'http://desk.example',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'https://user:password@desk.example',
    'https://desk.example/?a=b',
    'https://desk.example/#x',
    'file:///etc/passwd',
    'javascript:alert(1)',
  ])('@security %s is refused beside its field', (text) => {
    expect(() => parseBackendUrl(text)).toThrowError(
      expect.objectContaining({
        error: expect.objectContaining({
          code: 'VALIDATION_FAILED',
          fields: [expect.objectContaining({ field: 'backendUrl', reason: 'invalid' })],
        }),
      }),
    );
  });
});
