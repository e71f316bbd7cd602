import type { i18n } from 'i18next';
import type { StartSnapshot } from '#shared/desktop/startSnapshot.ts';
import { readTenantKey } from '#shared/desktop/tenantKey.ts';
import type { Desktop } from '../bridge/desktop.ts';
import { startAnswers } from './startAnswers.ts';
import { looksAsAtStart, snapshotFacts, type SnapshotSources } from './snapshotFacts.ts';
import type { SnapshotStore } from './snapshotStore.ts';
import { toNode } from './toNode.ts';

/** Changes come in bursts; what they lead to is looked at when they are over. */
const quietMilliseconds = 400;
/** The window has better things to do right after a change. */
const restMilliseconds = 1500;
/** Steps in which the table's light form is waited for. */
const stepMilliseconds = 50;
const mostSteps = 60;

export interface KeepParts extends SnapshotSources {
  readonly desktop: Desktop;
  readonly snapshot: SnapshotStore;
  readonly words: i18n;
}

/**
 * Keeps the window's look for the next start, as long as it is true: as soon as what it shows has changed the kept one is
 * dropped, and a new one is taken when the window has come to rest. Returns the function that stops it.
 */
export function keepSnapshot(parts: KeepParts, page: Document): () => void {
  const { desktop, queries, console, live, snapshot } = parts;
  /** Fingerprint of what lies on the disk, as far as it is known; undefined: whatever lies there has to go. */
  let kept: string | null | undefined = snapshot.getState().fingerprint ?? undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const later = (work: () => Promise<void>, milliseconds: number): void => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void work(), milliseconds);
  };
  const changed = (): void => later(look, quietMilliseconds);

  async function look(): Promise<void> {
    const facts = snapshotFacts(parts);
    if (facts === 'unknown') return;
    const now = facts === null ? null : await fingerprintOf(facts);
    if (now === kept) return;
    if (kept !== null) await drop();
    if (now !== null) later(async () => await take(now), restMilliseconds);
  }

  async function drop(): Promise<void> {
    kept = null;
    await desktop.call('snapshot.drop');
  }

  async function take(fingerprint: string): Promise<void> {
    if (!looksAsAtStart(parts, page)) return;
    const body = await lookOf(page, parts);
    const facts = snapshotFacts(parts);
    if (
      body === null ||
      facts === null ||
      facts === 'unknown' ||
      (await fingerprintOf(facts)) !== fingerprint
    ) {
      changed();
      return;
    }
    const result = await desktop.call('snapshot.keep', { ...surroundings(page, parts), fingerprint, body });
    if (result.ok && result.value.kept) kept = fingerprint;
  }

  const stops = [
    queries.getQueryCache().subscribe(({ type }) => {
      if (type === 'updated' || type === 'removed') changed();
    }),
    console.subscribe(changed),
    live.subscribe((now, before) => {
      if (now.connections !== before.connections) changed();
    }),
    // Rights may be among it: nothing of before is shown again.
    desktop.on('tenants.changed', () => void drop().then(changed)),
  ];
  window.addEventListener('resize', changed);
  changed();
  return () => {
    stopped = true;
    clearTimeout(timer);
    window.removeEventListener('resize', changed);
    for (const stop of stops) stop();
  };
}

/** Has the table show its light form out of sight, and writes down what then stands in the window. */
async function lookOf(page: Document, { snapshot }: KeepParts): Promise<StartSnapshot['body'] | null> {
  const { setTaking } = snapshot.getState();
  setTaking(true);
  try {
    for (let step = 0; step < mostSteps; step += 1) {
      await new Promise((resolve) => setTimeout(resolve, stepMilliseconds));
      if (page.querySelector('[data-snapshot=only]') === null) continue;
      const shell = page.querySelector('#root > *');
      return shell === null ? null : toNode(shell);
    }
    return null;
  } finally {
    setTaking(false);
  }
}

function surroundings(page: Document, parts: KeepParts): Omit<StartSnapshot, 'body' | 'fingerprint'> {
  const { words } = parts;
  return {
    accountId: readTenantKey(parts.console.getState().tenantKey ?? '').accountId,
    answers: startAnswers(parts),
    title: page.title,
    language: words.language,
  };
}

async function fingerprintOf(facts: readonly unknown[]): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(facts)));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
