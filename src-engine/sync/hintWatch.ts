import { waitAsked } from '../backend/answers.ts';
import type { BackendClient } from '../backend/client.ts';
import type { Clock } from '../clock.ts';
import { backoff, type SyncDelays } from './delays.ts';

/** Listens for the backend's word that something changed in a tenant. */
export interface HintWatch {
  /** Listens again at once, if it isn't listening: the backend is back. */
  resume(): void;
  close(): void;
}

export interface HintWatchDeps {
  readonly tenantId: string;
  readonly client: BackendClient;
  readonly clock: Clock;
  readonly delays: SyncDelays;
  /** Something changed, or may have: asked for once per `delays.hints`, however often it is said. */
  readonly onHint: () => void;
}

/**
 * Keeps one stream of hints open. Hints only save waiting: they may be lost, so changes are asked for regularly all the
 * same, and once whenever a stream begins.
 */
export function createHintWatch({ tenantId, client, clock, delays, onHint }: HintWatchDeps): HintWatch {
  const ended = new AbortController();
  let failures = 0;
  let cancelWait: (() => void) | null = null;
  let cancelPause: (() => void) | null = null;
  let hintedMeanwhile = false;

  function hint(): void {
    if (ended.signal.aborted) return;
    if (cancelPause !== null) {
      hintedMeanwhile = true;
      return;
    }
    cancelPause = clock.after(delays.hints, () => {
      cancelPause = null;
      if (!hintedMeanwhile) return;
      hintedMeanwhile = false;
      hint();
    });
    onHint();
  }

  async function listen(): Promise<void> {
    cancelWait = null;
    const onOpen = (): void => {
      failures = 0;
      hint();
    };
    const result = await client.hints(
      { params: { tenantId } },
      { signal: ended.signal, onOpen, onHint: hint },
    );
    if (ended.signal.aborted) return;
    // Broken off: if the backend is gone, asking for changes finds out.
    if (result.ok && result.value === 'broken') hint();
    failures += 1;
    const wait = backoff(failures, delays, clock.random());
    const asked = result.ok ? 0 : waitAsked(result.error);
    cancelWait = clock.after(Math.max(wait, asked), () => void listen());
  }

  void listen();
  return {
    resume() {
      if (cancelWait === null) return;
      cancelWait();
      void listen();
    },
    close() {
      ended.abort();
      cancelWait?.();
      cancelPause?.();
    },
  };
}
