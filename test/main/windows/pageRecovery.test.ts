import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  createPageRecovery,
  type PageAnswer,
  type PageQuestion,
} from '../../../src-main/windows/pageRecovery.ts';

function setUp() {
  const done: string[] = [];
  const asked: { question: PageQuestion; answer: (answer: PageAnswer) => void; signal: AbortSignal }[] = [];
  const recovery = createPageRecovery({
    reload: () => void done.push('reload'),
    end: () => void done.push('end'),
    quit: () => void done.push('quit'),
    ask: (question, signal) =>
      new Promise((answer, reject) => {
        asked.push({ question, answer, signal });
        signal.addEventListener('abort', () => reject(new Error('withdrawn')));
      }),
    log: { warn: () => undefined },
    now: () => Date.now(),
  });
  return { recovery, done, asked };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('A page whose process', () => {
  test('ends is back in a moment, and later each time that it ends again', async () => {
    const { recovery, done } = setUp();
    recovery.ended('crashed');
    await vi.advanceTimersByTimeAsync(499);
    expect(done).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(done).toEqual(['reload']);
    recovery.ended('oom');
    await vi.advanceTimersByTimeAsync(999);
    expect(done).toEqual(['reload']);
    await vi.advanceTimersByTimeAsync(1);
    expect(done).toEqual(['reload', 'reload']);
  });

  test('was ended on purpose stays so', async () => {
    const { recovery, done } = setUp();
    recovery.ended('clean-exit');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(done).toEqual([]);
  });

  test('ends five times in two minutes is said in words, and the person decides', async () => {
    const { recovery, done, asked } = setUp();
    for (let n = 0; n < 5; n += 1) {
      recovery.ended('crashed');
      await vi.advanceTimersByTimeAsync(9000);
    }
    expect(done).toHaveLength(4);
    expect(asked.map(({ question }) => question)).toEqual(['keeps-ending']);
    asked[0]?.answer('reload');
    await vi.advanceTimersByTimeAsync(0);
    expect(done).toHaveLength(5);
    // It begins anew, with the shortest wait.
    recovery.ended('crashed');
    await vi.advanceTimersByTimeAsync(500);
    expect(done).toHaveLength(6);
    for (let n = 0; n < 4; n += 1) {
      recovery.ended('crashed');
      await vi.advanceTimersByTimeAsync(9000);
    }
    asked[1]?.answer('quit');
    await vi.advanceTimersByTimeAsync(0);
    expect(done.at(-1)).toBe('quit');
  });

  test('ends now and then, days apart, is never a question', async () => {
    const { recovery, done, asked } = setUp();
    for (let n = 0; n < 20; n += 1) {
      recovery.ended('crashed');
      await vi.advanceTimersByTimeAsync(120_000);
    }
    expect(done).toHaveLength(20);
    expect(asked).toEqual([]);
  });

  test('hangs may be waited for or loaded again; the question goes when it answers', async () => {
    const { recovery, done, asked } = setUp();
    recovery.hangs();
    recovery.hangs();
    expect(asked.map(({ question }) => question)).toEqual(['hangs']);
    recovery.answers();
    expect(asked[0]?.signal.aborted).toBe(true);
    recovery.hangs();
    asked[1]?.answer('wait');
    await vi.advanceTimersByTimeAsync(0);
    expect(done).toEqual([]);
    recovery.hangs();
    asked[2]?.answer('reload');
    await vi.advanceTimersByTimeAsync(0);
    expect(done).toEqual(['end']);
    recovery.ended('crashed');
    await vi.advanceTimersByTimeAsync(500);
    expect(done).toEqual(['end', 'reload']);
  });

  test('ends while it is asked about hanging is asked about again when it hangs again', async () => {
    const { recovery, asked } = setUp();
    recovery.hangs();
    recovery.ended('oom');
    expect(asked[0]?.signal.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(500);
    recovery.hangs();
    expect(asked).toHaveLength(2);
    // What the first box still says is about a page that is gone.
    asked[0]?.answer('reload');
    expect(asked[1]?.signal.aborted).toBe(false);
  });

  test('ends while its window is being closed is left alone', async () => {
    const { recovery, done, asked } = setUp();
    recovery.ended('crashed');
    recovery.hangs();
    recovery.dispose();
    recovery.ended('crashed');
    recovery.hangs();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(done).toEqual([]);
    expect(asked).toHaveLength(1);
  });
});
