import { describe, expect, test, vi } from 'vitest';
import { refuse, type Result } from '#shared/api/errors.ts';
import { commandNames, commands } from '#shared/desktop/index.ts';
import { createAnswerer, type MainHandlers } from '../../../src-main/commands/answerer.ts';
import type { StartSnapshot } from '#shared/desktop/startSnapshot.ts';
import type { Log } from '../../../src-main/log.ts';
import { isTrustedSender } from '../../../src-main/commands/sender.ts';

function answererWith(change: Partial<MainHandlers>) {
  const warn = vi.fn<Log['warn']>();
  const unused = (): never => {
    throw new Error('secret detail');
  };
  const handlers: MainHandlers = {
    'session.current': unused,
    'session.signIn': unused,
    'session.cancelSignIn': unused,
    'session.tryKeychain': unused,
    'session.signOut': unused,
    'session.setInView': unused,
    'snapshot.keep': unused,
    'snapshot.drop': unused,
    'window.setLook': unused,
    'window.leave': unused,
    'window.notify': unused,
    'window.copyText': unused,
    'window.setBusy': unused,
    'window.failed': unused,
    'diagnostics.copy': unused,
    'updates.current': unused,
    'updates.check': unused,
    'updates.download': unused,
    'updates.install': unused,
    'updates.choose': unused,
    ...change,
  };
  const answer = createAnswerer(handlers, { warn });
  return {
    warn,
    answer: async (name: unknown, input?: unknown) =>
      JSON.parse(await answer(name, input)) as Result<unknown>,
  };
}

const picture: StartSnapshot = {
  accountId: 'one',
  fingerprint: '0'.repeat(64),
  title: 'TenantDesk',
  language: 'en',
  body: ['div', {}, 'rows'],
  answers: [],
};

describe('Commands to main', () => {
  test('are parsed, checked and answered as data', async () => {
    const copied: string[] = [];
    const { answer } = answererWith({ 'window.copyText': ({ text }) => void copied.push(text) });
    expect(await answer('window.copyText', '{"text":"Ćurić"}')).toEqual({ ok: true });
    expect(copied).toEqual(['Ćurić']);
  });

  test('take the first picture of somebody who looks after 2,000 tenants', async () => {
    const { answer } = answererWith({ 'snapshot.keep': () => ({ kept: true }) });
    const tenants = Array.from({ length: 2000 }, (_, index) => ({
      name: `Tenant ${index}`,
      facts: 'x'.repeat(1000),
    }));
    const input: StartSnapshot = { ...picture, answers: [[['tenants.all'], { tenants }]] };
    expect(await answer('snapshot.keep', JSON.stringify(input))).toEqual({
      ok: true,
      value: { kept: true },
    });
  });

  test.each(['x y', '', 'en-'])(
    '@security refuse a first picture in the language %j, in which no later start could say a time',
    async (language) => {
      const { answer } = answererWith({ 'snapshot.keep': () => ({ kept: true }) });
      const input = { ...picture, language };
      expect(await answer('snapshot.keep', JSON.stringify(input))).toMatchObject({
        ok: false,
        error: { code: 'VALIDATION_FAILED' },
      });
    },
  );

  test.each([
    ['window.copyText', '{"text":5}', 'VALIDATION_FAILED'],
    ['window.copyText', '{"text":"a","more":1}', 'VALIDATION_FAILED'],
    ['window.copyText', undefined, 'VALIDATION_FAILED'],
    ['window.setLook', '{"appearance":"purple","density":"compact"}', 'VALIDATION_FAILED'],
    ['session.current', '{}', 'VALIDATION_FAILED'],
    ['window.copyText', '{"text":', 'MALFORMED_REQUEST'],
    ['window.copyText', { text: 'not as text' }, 'MALFORMED_REQUEST'],
    ['window.copyText', `"${'x'.repeat(100_000)}"`, 'MALFORMED_REQUEST'],
    ['users.page', '{}', 'NOT_FOUND'],
    ['toString', undefined, 'NOT_FOUND'],
    ['__proto__', undefined, 'NOT_FOUND'],
    [{ name: 'session.current' }, undefined, 'NOT_FOUND'],
  ])('@security %j with %j is refused before any handler', async (name, input, code) => {
    const { answer, warn } = answererWith({});
    expect(await answer(name, input)).toMatchObject({ ok: false, error: { code } });
    expect(warn).not.toHaveBeenCalled();
  });

  test('that are refused by their handler say what it said', async () => {
    const { answer } = answererWith({
      'session.signOut': () => {
        throw refuse('KEYCHAIN_UNAVAILABLE', 'Locked.');
      },
    });
    expect(await answer('session.signOut', '{"accountId":"a"}')).toMatchObject({
      ok: false,
      error: { code: 'KEYCHAIN_UNAVAILABLE', message: 'Locked.' },
    });
  });

  test('@security that meet a bug tell neither page nor log its details', async () => {
    const { answer, warn } = answererWith({});
    const result = await answer('session.current');
    expect(result).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expect(JSON.stringify([result, warn.mock.calls])).not.toContain('secret detail');
    expect(warn).toHaveBeenCalledWith(
      'command failed',
      expect.objectContaining({ command: 'session.current', exception: 'Error' }),
    );
    expect(JSON.stringify(warn.mock.calls)).not.toContain('secret detail');
  });

  test('of the engine are never answered here', async () => {
    const { answer } = answererWith({});
    for (const name of commandNames.filter((known) => commands[known].answeredBy === 'engine')) {
      expect(await answer(name)).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    }
  });
});

describe('@security Who may send commands', () => {
  const ours = { id: 1 };
  const knows = (window: unknown): boolean => window === ours;
  const main = { parent: null, origin: 'app://console' };
  test('the main frame of our window with our origin', () =>
    expect(isTrustedSender({ window: ours, frame: main }, knows)).toBe(true));
  test.each([
    ['another window', { id: 2 }, main],
    ['a frame that is gone', ours, null],
    ['a frame inside the page', ours, { ...main, parent: {} }],
    ['a foreign origin', ours, { ...main, origin: 'https://evil.example' }],
    ['a look-alike', ours, { ...main, origin: 'app://console.evil' }],
    ['an opaque origin', ours, { ...main, origin: 'null' }],
  ])('not %s', (_name, window, frame) => expect(isTrustedSender({ window, frame }, knows)).toBe(false));
});
