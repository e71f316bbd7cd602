import { expect, test } from 'vitest';
import { relativeTime } from '#shared/domain/relativeTime.ts';

const now = Date.parse('2026-12-01T10:00:00Z');

test.each([
  ['2026-12-01T09:59:20Z', 'now'],
  ['2026-12-01T07:00:00Z', '3 hr. ago'],
  // The day before yesterday, the month before last, and the year before last.
  ['2026-11-29T11:00:00Z', '1 day ago'],
  ['2026-10-03T11:00:00Z', '1 mo. ago'],
  ['2024-12-15T10:00:00Z', '1 yr. ago'],
  ['2026-12-02T11:00:00Z', 'in 1 day'],
])('How long ago %s is, never by a calendar: %s', (at, words) => {
  expect(relativeTime(Date.parse(at), now, 'en')).toBe(words);
});
