import { describe, expect, it } from 'vitest';
import { exceptionFacts } from '#shared/desktop/exceptionFacts.ts';
import { createRecentEvents } from '#shared/desktop/recentEvents.ts';

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('An exception in a log', () => {
  it('is its name, its code and where it was thrown', () => {
    const facts = exceptionFacts(Object.assign(new RangeError('x'), { code: 'SQLITE_FULL' }));
    expect(facts).toMatchObject({ exception: 'RangeError', code: 'SQLITE_FULL' });
    expect(facts['at']).toMatch(/^exceptionFacts\.test\.ts:\d+:\d+/u);
  });

  it('never its message, in which data may stand, nor a path @security', () => {
    const errors = [
      thrownBy(() => JSON.parse('{"email": canary@nord.example}')),
      new Error('canary\n    at canary (/home/canary/canary.js:1:1)\n    at canary.js:2:2'),
      Object.assign(new Error('x'), { name: 'canary of a name', code: 'canary of a code' }),
      Object.assign(new Error('x'), { stack: 'canary' }),
      'canary',
      { canary: true },
    ];
    for (const error of errors) expect(JSON.stringify(exceptionFacts(error))).not.toMatch(/canary|\/home/u);
  });
});

describe('What a process noted last', () => {
  it('is the last fifty warnings and errors', () => {
    const recent = createRecentEvents(() => 7);
    recent.note('info', 'started', {});
    for (let n = 0; n < 60; n += 1) recent.note('warn', `event ${String(n)}`, { code: n });
    expect(recent.list()).toHaveLength(50);
    expect(recent.list()[0]).toEqual({ at: 7, level: 'warn', what: 'event 10', facts: { code: 10 } });
  });

  it('has no text but those of the program itself @security', () => {
    const recent = createRecentEvents();
    recent.note('error', 'failed', { detail: 'canary', origin: 'https://canary', code: 'FULL', left: null });
    expect(recent.list()[0]?.facts).toEqual({ code: 'FULL' });
  });
});
