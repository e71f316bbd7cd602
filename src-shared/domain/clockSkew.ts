/** An answer of a backend, as far as it says what time it is there. Times in milliseconds, by this computer's clock. */
export interface ClockReading {
  /** Its `Date` header. */
  readonly date: string | undefined;
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** Milliseconds that clocks may be apart: a header counts whole seconds, and an answer takes its time. */
export const clockTolerance = 10_000;

/** Milliseconds that it may take until an answer begins to come, for its time to be of any use. */
const longestTrip = 2 * clockTolerance;

/**
 * Milliseconds that the backend's clock is ahead of this computer's, negative when it is behind, to a second or so; null when the
 * answer doesn't say.
 */
export function skewOf({ date, sentAt, receivedAt }: ClockReading): number | null {
  const trip = receivedAt - sentAt;
  const served = Date.parse(date ?? '');
  // A clock that was set meanwhile makes the trip look long, or end before it began.
  if (!Number.isFinite(served) || trip < 0 || trip > longestTrip) return null;
  // The header leaves out parts of a second: half of one, most likely.
  return served + 500 - (sentAt + trip / 2);
}

/** What to reckon with of a skew: 0 where it is none to speak of. */
export const withinTolerance = (skew: number): number =>
  Math.abs(skew) <= clockTolerance ? 0 : Math.round(skew);
