import { auditHash, chainStart } from '../../database/auditChain.ts';
import type { Reading } from '../../database/unitOfWork.ts';
import { chainHead, eventsInOrder } from './store.ts';

export interface ChainReport {
  readonly intact: boolean;
  /** Entries whose hashes were recomputed. */
  readonly events: number;
  /** The first sequence number that is altered or missing. */
  readonly brokenAt: number | null;
  readonly head: string;
}

const chunk = 1_000;

/**
 * Recomputes a tenant's chain from its first entry to its head: an entry altered, taken out, put in or cut off at the
 * end shows as the first number that doesn't continue.
 */
export async function verifyChain(reading: Reading, signal: AbortSignal): Promise<ChainReport> {
  const head = (await chainHead(reading)) ?? { sequence: 0, hash: chainStart };
  let sequence = 0;
  let previous = chainStart;
  const broken = (): ChainReport => ({
    intact: false,
    events: sequence,
    brokenAt: sequence + 1,
    head: head.hash,
  });
  for (;;) {
    signal.throwIfAborted();
    const events = await eventsInOrder(reading, sequence, chunk);
    for (const { hash, ...event } of events) {
      // Entries behind the head that was read first were written since then.
      if (sequence === head.sequence) break;
      const continues = event.sequence === sequence + 1 && event.previousHash === previous;
      if (!continues || auditHash(event) !== hash) return broken();
      sequence += 1;
      previous = hash;
    }
    if (events.length < chunk || sequence === head.sequence) break;
  }
  if (sequence !== head.sequence || previous !== head.hash) return broken();
  return { intact: true, events: sequence, brokenAt: null, head: head.hash };
}
