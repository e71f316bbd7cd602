/** How often and how patiently the engine asks, in milliseconds. Tests use shorter ones. */
export interface SyncDelays {
  /** Between questions for changes of the tenant in view; ± a fifth, so that consoles don't ask together. */
  readonly focused: number;
  /** For other tenants opened recently. */
  readonly others: number;
  /** Between questions for the account's tenants and rights. */
  readonly account: number;
  /** Between looks for a backend that did not answer. */
  readonly probe: number;
  /** First and longest wait after a failure that the backend itself answered. */
  readonly retryFirst: number;
  readonly retryLongest: number;
  /** Least time between two questions that hints cause. */
  readonly hints: number;
  /** Statuses that change by the clock alone are put right this often. */
  readonly statuses: number;
  /** Least time between two progress events of one tenant. */
  readonly progress: number;
}

export const syncDelays: SyncDelays = {
  focused: 15_000,
  others: 60_000,
  account: 60_000,
  probe: 3_000,
  retryFirst: 1_000,
  retryLongest: 60_000,
  hints: 1_000,
  statuses: 30_000,
  progress: 200,
};

/** ± 20 %. */
export function jittered(milliseconds: number, random: number): number {
  return milliseconds * (0.8 + 0.4 * random);
}

/** Exponential with full jitter: anything from nothing to the doubled wait, capped. `failures` from 1. */
export function backoff(
  failures: number,
  delays: Pick<SyncDelays, 'retryFirst' | 'retryLongest'>,
  random: number,
): number {
  const ceiling = Math.min(delays.retryLongest, delays.retryFirst * 2 ** Math.min(failures - 1, 16));
  return ceiling * random;
}
