import type { Fixtures } from '../fixtures.ts';
import type { Measured } from './measured.ts';

/** How much is measured. */
export interface Scale {
  readonly quick: boolean;
  /** Users of the large tenant. */
  readonly users: number;
  /** Whether a goal was asked for. */
  readonly wants: (id: string) => boolean;
  /** Picks a number of repetitions. */
  readonly pick: (quick: number, full: number) => number;
}

/** Goals that are measured together, because they share their runs. */
export interface Goal {
  /** The goals it measures, such as `['G25']`. */
  readonly ids: readonly string[];
  readonly measure: (fixtures: Fixtures, scale: Scale) => Promise<readonly Measured[]>;
}

/** The data are not what the bench is about to measure, or an answer is not what it was: no number may come of it. */
export class BenchError extends Error {
  override readonly name = 'BenchError';
}

/** Throws `BenchError` unless the fact holds. */
export function must(fact: boolean, otherwise: string): asserts fact {
  if (!fact) throw new BenchError(otherwise);
}
