import { expect, test, vi } from 'vitest';
import type { Log } from '../../../src-main/log.ts';
import { createMainFailure } from '../../../src-main/crashes/mainFailure.ts';

function setUp() {
  vi.useFakeTimers();
  const done: string[] = [];
  const warn = vi.fn<Log['warn']>();
  const failure = createMainFailure({
    log: { warn },
    say: (title, text) => void done.push(`${title}. ${text}`),
    quit: () => void done.push('quit'),
    exit: (code) => void done.push(`exit ${String(code)}`),
  });
  return { done, warn, failure };
}

test('@security a bug in main is said in words without what it was about, and ends the program, in order if that goes', () => {
  const { done, warn, failure } = setUp();
  expect(failure.exitCode()).toBe(0);
  failure.met(new TypeError('canary of ana@nord.example'));
  expect(done).toHaveLength(2);
  expect(done[0]).toMatch(/^TenantDesk has to stop\. .*offered again at the next start/u);
  expect(done[1]).toBe('quit');
  expect(failure.exitCode()).toBe(1);
  expect(warn).toHaveBeenCalledWith('main failed', expect.objectContaining({ exception: 'TypeError' }));
  expect(JSON.stringify([done, warn.mock.calls])).not.toMatch(/canary|ana@/u);
  vi.advanceTimersByTime(8000);
  expect(done.at(-1)).toBe('exit 1');
});

test('what fails after it is noted and not said again', () => {
  const { done, warn, failure } = setUp();
  failure.met(new Error('first'));
  failure.met('second');
  expect(done.filter((what) => what === 'quit')).toHaveLength(1);
  expect(warn).toHaveBeenCalledTimes(2);
});
