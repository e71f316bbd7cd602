import fc from 'fast-check';
import { test } from 'vitest';
import { instantText } from '../../src-engine/cache/instants.ts';

test('A time is written as the API writes it, whenever it is', () => {
  const farthest = 8_640_000_000_000_000;
  const times = fc.oneof(
    fc.integer({ min: -farthest, max: farthest }),
    fc.integer({ min: Date.UTC(1969), max: Date.UTC(2100) }),
  );
  fc.assert(
    fc.property(times, (time) => instantText(time) === new Date(time).toISOString()),
    { examples: [[0], [-1], [-farthest], [farthest], [Date.UTC(2026, 1, 28, 23, 59, 59, 999)]] },
  );
});
