import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type QuittingDeps, whenQuitting } from '../../src-main/quitting.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setUp(end: QuittingDeps['end'], code = 0) {
  const done: string[] = [];
  const events = new EventEmitter();
  const on = events.on.bind(events) as unknown as QuittingDeps['app']['on'];
  whenQuitting({
    app: { on, quit: () => void done.push('quit'), exit: (status) => void done.push(`exit ${status}`) },
    end,
    exitCode: () => code,
    kill: () => void done.push('kill'),
  });
  const quit = (): boolean => {
    const event = { held: false, preventDefault: () => (event.held = true) };
    events.emit('will-quit', event);
    return event.held;
  };
  return { done, quit };
}

test('A quit is held until what runs has ended, once however often it is asked for', async () => {
  const ends = vi.fn<QuittingDeps['end']>(async () => true);
  const { done, quit } = setUp(ends);
  expect([quit(), quit()]).toEqual([true, true]);
  await vi.advanceTimersByTimeAsync(1);
  expect(done).toEqual(['quit']);
  expect(ends).toHaveBeenCalledTimes(1);
  expect(quit()).toBe(false);
});

test('After a bug in main it ends with its code', async () => {
  const { done, quit } = setUp(async () => true, 1);
  quit();
  await vi.advanceTimersByTimeAsync(1);
  expect(done).toEqual(['exit 1']);
});

test('A process of which a thread hangs, such as in a keychain that does not answer, is ended from outside', async () => {
  const { done, quit } = setUp(async () => false);
  quit();
  await vi.advanceTimersByTimeAsync(1);
  expect(done).toEqual(['kill']);
});

test('An end that never comes is waited for only so long', async () => {
  const { done, quit } = setUp(() => new Promise(() => undefined));
  quit();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(done).toEqual(['kill']);
});
