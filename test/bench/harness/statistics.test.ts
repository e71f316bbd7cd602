import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimate, median, medianRank } from './statistics.ts';

const values = fc.array(fc.double({ min: 0.001, max: 1000, noNaN: true }), { minLength: 1, maxLength: 200 });

/** A reproducible source of numbers from 0 to 1 (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('the median', () => {
  it('is the middle value, or the mean of the two in the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([7])).toBe(7);
  });

  it('of nothing is an error', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('the interval of a median', () => {
  it('has the ranks of the published tables for 95 %', () => {
    // Counted from 1 in the tables: for n = 6 the whole range, for 20 the 6th and 15th, for 100 the 40th and 61st.
    expect(medianRank(6)).toBe(0);
    expect(medianRank(9)).toBe(1);
    expect(medianRank(20)).toBe(5);
    expect(medianRank(50)).toBe(17);
    expect(medianRank(100)).toBe(39);
  });

  it('is the whole range when there are too few values for 95 %', () => {
    expect(estimate([5, 1, 3])).toEqual({ median: 3, low: 1, high: 5, n: 3 });
  });

  it('holds the median and lies among the values, whatever they are', () => {
    fc.assert(
      fc.property(values, (given) => {
        const { median: middle, low, high, n } = estimate(given);
        expect(n).toBe(given.length);
        expect(low).toBeLessThanOrEqual(middle);
        expect(high).toBeGreaterThanOrEqual(middle);
        expect(given).toContain(low);
        expect(given).toContain(high);
      }),
    );
  });

  it('holds the true median of a skewed distribution in about 95 of 100 experiments', () => {
    const random = createRandom(7);
    const trueMedian = Math.log(2);
    let held = 0;
    for (let experiment = 0; experiment < 2000; experiment += 1) {
      const { low, high } = estimate(Array.from({ length: 30 }, () => -Math.log(1 - random())));
      if (low <= trueMedian && trueMedian <= high) held += 1;
    }
    expect(held / 2000).toBeGreaterThan(0.94);
    expect(held / 2000).toBeLessThan(0.98);
  });

  it('works for thousands of values, where the chance of a single case is too small for a number', () => {
    const { low, high, median: middle } = estimate(Array.from({ length: 5000 }, (_, n) => n));
    expect(middle).toBe(2499.5);
    expect(low).toBeGreaterThan(2400);
    expect(high).toBeLessThan(2600);
  });
});
