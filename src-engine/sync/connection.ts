import type { ApiError } from '#shared/api/errors.ts';
import type { Connection } from '#shared/desktop/tenants.ts';
import type { BackendClock } from '../backendClock.ts';
import { toInstant } from '../clock.ts';
import { jittered, type SyncDelays } from './delays.ts';

/** Whether the backend answers, as last seen; looks for it while it doesn't. */
export interface ConnectionWatch {
  current(): Connection;
  /** Told about every call: null when the backend answered. */
  observe(failure: ApiError | null): void;
  close(): void;
}

export interface ConnectionDeps {
  readonly clock: BackendClock;
  readonly delays: SyncDelays;
  /** A light question that needs no account. */
  readonly probe: () => Promise<ApiError | null>;
  readonly onChange: (connection: Connection) => void;
  /** The backend answers again. */
  readonly onBack: () => void;
}

export function createConnectionWatch({
  clock,
  delays,
  probe,
  onChange,
  onBack,
}: ConnectionDeps): ConnectionWatch {
  let online = true;
  let lastContactAt: string | null = null;
  let problem: ApiError | null = null;
  let cancelProbe: (() => void) | null = null;
  let closed = false;

  const current = (): Connection => ({ online, lastContactAt, problem, clockSkew: clock.skew() });

  function seen(): void {
    lastContactAt = toInstant(clock.now());
    if (online) return;
    online = true;
    problem = null;
    cancelProbe?.();
    cancelProbe = null;
    onChange(current());
    onBack();
  }

  function lost(failure: ApiError): void {
    // Without a reason it only means that nobody answers.
    const named = failure.details?.['reason'] === undefined ? null : failure;
    const other = named?.details?.['reason'] !== problem?.details?.['reason'];
    problem = named;
    if (online || other) {
      online = false;
      onChange(current());
    }
    if (cancelProbe === null && !closed)
      cancelProbe = clock.after(jittered(delays.probe, clock.random()), look);
  }

  function look(): void {
    void probe().then((failure) => {
      cancelProbe = null;
      if (closed || online) return;
      if (failure === null) seen();
      else lost(failure);
    });
  }

  return {
    current,
    observe(failure) {
      if (closed) return;
      if (failure === null) seen();
      else lost(failure);
    },
    close() {
      closed = true;
      cancelProbe?.();
    },
  };
}
