/** A median with its interval of confidence. */
export interface Estimate {
  readonly median: number;
  /** 95 % interval; the whole range when there are too few values for that (fewer than six). */
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

const ascending = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b);

/** The middle value, or the mean of the two in the middle. Throws `RangeError` for none. */
export function median(values: readonly number[]): number {
  const sorted = ascending(values);
  const upper = sorted[sorted.length >> 1];
  if (upper === undefined) throw new RangeError('There is no median of no values.');
  if (sorted.length % 2 === 1) return upper;
  return (upper + (sorted[(sorted.length >> 1) - 1] ?? upper)) / 2;
}

/**
 * The rank (from 0) of the order statistic that bounds the interval of the median from below; its mirror bounds it from
 * above. Each value lies below the true median with probability ½, so the number of those below is binomial: this is the
 * largest k with P(Bin(n, ½) ≤ k − 1) ≤ (1 − confidence) / 2. It needs no assumption about the distribution, and no
 * random numbers as a bootstrap would (David & Nagaraja, Order Statistics, 7.1).
 */
export function medianRank(n: number, confidence = 0.95): number {
  const tail = (1 - confidence) / 2;
  // In logarithms, or 0.5 ** n underflows for the larger n.
  let logarithm = n * Math.log(0.5);
  let below = 0;
  for (let k = 0; k < n / 2; k += 1) {
    below += Math.exp(logarithm);
    if (below > tail) return Math.max(0, k - 1);
    logarithm += Math.log(n - k) - Math.log(k + 1);
  }
  return Math.floor((n - 1) / 2);
}

/** The median and its distribution-free 95 % interval by order statistics. Throws `RangeError` for no values. */
export function estimate(values: readonly number[]): Estimate {
  const sorted = ascending(values);
  const rank = medianRank(sorted.length);
  const middle = median(sorted);
  return {
    median: middle,
    low: sorted[rank] ?? middle,
    high: sorted[sorted.length - 1 - rank] ?? middle,
    n: sorted.length,
  };
}
