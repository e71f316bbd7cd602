import { skewOf, withinTolerance } from '#shared/domain/clockSkew.ts';
import type { Clock } from './clock.ts';

/** The clock of a backend, as far as it has been heard: this computer's, put right by what the answers say. */
export interface BackendClock extends Clock {
  /** Milliseconds that the backend is ahead of this computer; 0 while both agree well enough. */
  skew(): number;
  /** Called before a request; what it returns takes in the `Date` header of its answer. */
  measure(): (date: string | undefined) => void;
}

export interface BackendClockDeps {
  readonly clock: Clock;
  /** The skew is another. */
  readonly onChange: () => void;
}

/** Measures of one and the same skew differ by this many milliseconds. */
const noise = 2000;

/**
 * Every answer measures anew, so that a clock that somebody sets is noticed with the next of them. Between answers it is noticed
 * by the time that has passed without a clock (`elapsed`): that stands still while a computer sleeps, so a step back is always a
 * clock that was set, and a step forward only if it takes away what was wrong.
 */
export function createBackendClock({ clock, onChange }: BackendClockDeps): BackendClock {
  let skew = 0;
  /** Whether any answer has said the time: before that there is nothing to be put right. */
  let heard = false;
  let offset = clock.now() - clock.elapsed();

  function change(next: number): void {
    if (next === skew) return;
    skew = next;
    onChange();
  }

  function notice(): void {
    const now = clock.now() - clock.elapsed();
    const step = now - offset;
    if (Math.abs(step) <= noise) return;
    offset = now;
    if (!heard) return;
    const left = withinTolerance(skew - step);
    if (step < 0 || (skew !== 0 && left === 0)) change(left);
  }

  return {
    ...clock,
    now() {
      notice();
      return clock.now() + skew;
    },
    skew: () => skew,
    measure() {
      const sentAt = clock.now();
      return (date) => {
        const receivedAt = clock.now();
        const measured = skewOf({ date, sentAt, receivedAt });
        if (measured === null) return;
        notice();
        heard = true;
        // Not each time by a little.
        if (Math.abs(measured - skew) > noise + (receivedAt - sentAt) / 2) change(withinTolerance(measured));
      };
    },
  };
}
