import { expect, it } from 'vitest';
import { exactly, isReached, type Measured } from './measured.ts';
import { tableOf } from './table.ts';

const row: Measured = {
  id: 'G25',
  what: 'one thing ÷ another',
  limit: { atMost: 2.5 },
  estimate: { median: 2.512, low: 2.4, high: 2.61, n: 300 },
  unit: '×',
  on: 'PostgreSQL',
};

it('shows a goal that was missed as missed, with how sure that is', () => {
  expect(isReached(row)).toBe(false);
  expect(tableOf([row])).toContain('| ≤ 2.5 | 2.51 (2.40 to 2.61) | NOT REACHED | 300 | PostgreSQL |');
});

it('knows goals of at least, and numbers without an interval', () => {
  const factor = { ...row, limit: { atLeast: 75 }, estimate: { median: 120.4, low: 110, high: 130, n: 7 } };
  const size: Measured = { ...row, limit: { atMost: 300 }, estimate: exactly(228.4), unit: 'KB' };
  expect(tableOf([factor])).toContain('| ≥ 75 | 120 (110 to 130) | reached | 7   |');
  expect(tableOf([size])).toContain('| ≤ 300 KB | 228 KB   | reached | 1   |');
});
