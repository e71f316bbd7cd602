import type { ApiError } from '#shared/api/errors.ts';
import type { Connection } from '#shared/desktop/tenants.ts';
import { type Clock, toInstant } from '../clock.ts';
import { jittered, type SyncDelays } from './delays.ts';

/** Whether the backend answers, as last seen; looks for it while it doesn't. */
export interface ConnectionWatch {
  current(): Connection;
  /** Told about every call: null when the backend answered. */
  observe(failure: ApiError | null): void;
  close(): void;
}

export interface ConnectionDeps {
  readonly clock: Clock;
  readonly delays: SyncDelays;
  /** A light question that needs no account. */
  readonly probe: () => Promise<boolean>;
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
  let cancelProbe: (() => void) | null = null;
  let closed = false;

  const current = (): Connection => ({ online, lastContactAt });

  function seen(): void {
    lastContactAt = toInstant(clock.now());
    if (online) return;
    online = true;
    cancelProbe?.();
    cancelProbe = null;
    onChange(current());
    onBack();
  }

  function lost(): void {
    if (online) {
      online = false;
      onChange(current());
    }
    if (cancelProbe === null && !closed)
      cancelProbe = clock.after(jittered(delays.probe, clock.random()), look);
  }

  function look(): void {
    void probe().then((ready) => {
      cancelProbe = null;
      if (closed || online) return;
      if (ready) seen();
      else lost();
    });
  }

  return {
    current,
    observe(failure) {
      if (closed) return;
      if (failure === null) seen();
      else lost();
    },
    close() {
      closed = true;
      cancelProbe?.();
    },
  };
}
