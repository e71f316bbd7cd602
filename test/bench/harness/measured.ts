import type { Estimate } from './statistics.ts';

/** What a goal wants of the number measured. */
export interface Limit {
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** One line of the table. */
export interface Measured {
  /** As in the list of goals, such as `G25`. */
  readonly id: string;
  readonly what: string;
  readonly limit: Limit;
  readonly estimate: Estimate;
  /** What the number is of; a ratio unless said. */
  readonly unit: '×' | 'KB' | 'MB' | 'round trips';
  /** The parts that it was measured on. */
  readonly on: string;
  /** A number of the measuring that a reader needs, such as what was extrapolated. */
  readonly note?: string;
}

/** A count or size that comes out the same in every run: no interval. */
export const exactly = (value: number): Estimate => ({ median: value, low: value, high: value, n: 1 });

/** Whether the median keeps the limit; the interval says how sure that is. */
export function isReached({ limit, estimate }: Pick<Measured, 'limit' | 'estimate'>): boolean {
  const { atMost = Infinity, atLeast = -Infinity } = limit;
  return estimate.median <= atMost && estimate.median >= atLeast;
}
