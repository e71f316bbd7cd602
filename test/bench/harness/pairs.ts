import { type Estimate, estimate } from './statistics.ts';

/** One run of one side; answers what it took, in any unit that both sides share (mostly milliseconds). */
export type Side = (pair: number) => Promise<number>;

export interface Pairs {
  /** Pairs that count. */
  readonly pairs: number;
  /** Pairs before them that don't: caches, compilers and connections warm up. */
  readonly warmUp: number;
}

/**
 * Runs both sides next to each other, pair by pair, and estimates the ratio `ours ÷ theirs` from the ratio of each pair:
 * what slows the machine for a while slows both sides of a pair, so it cancels out. Who goes first alternates, so that
 * neither always finds the caches warm.
 */
export async function ratio(ours: Side, theirs: Side, { pairs, warmUp }: Pairs): Promise<Estimate> {
  const ratios: number[] = [];
  for (let pair = -warmUp; pair < pairs; pair += 1) {
    const oursFirst = pair % 2 === 0;
    const first = await (oursFirst ? ours : theirs)(pair);
    const second = await (oursFirst ? theirs : ours)(pair);
    if (pair >= 0) ratios.push(oursFirst ? first / second : second / first);
  }
  return estimate(ratios);
}

/** Milliseconds that a piece of work takes. */
export async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
