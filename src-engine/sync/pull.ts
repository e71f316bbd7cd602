import type { SyncedKind } from '#shared/api/syncedKinds.ts';
import { apiError, type ApiError, type Result } from '#shared/api/errors.ts';
import type { BackendClient } from '../backend/client.ts';
import { CacheFault } from '../cache/database.ts';
import type { Copy } from '../cache/copy.ts';
import type { Clock } from '../clock.ts';
import { cursorHint } from './cursorHint.ts';
import type { PageOutcome, PageToApply } from './pageWrites.ts';
import { type SyncRow, syncRowOf } from './syncRow.ts';
import type { SyncWrites } from './syncWrites.ts';

/** What keeping a copy in step works with. */
export interface SyncDeps {
  readonly copy: Copy;
  readonly writes: SyncWrites;
  readonly client: BackendClient;
  readonly clock: Clock;
}

export interface PullDeps extends SyncDeps {
  readonly signal: AbortSignal;
  /** Rows of these kinds changed; `row` as it is now. */
  readonly onPage: (changed: readonly SyncedKind[], row: SyncRow) => void;
}

/** Rows asked for at once: on disk a page is written beside the queries, in memory between them. */
const pageSize = { thread: 5000, inline: 1000 } as const;
/** A load that has to begin again more often than this in one go waits for the next round. */
const mostRestarts = 2;

/**
 * Brings the copy of one tenant up to date: pages until the feed is caught up, then the indexes of a large first load.
 * The next page is fetched while one is written. Returns why it stopped, or null when the copy agrees with the backend.
 * @throws CacheFault `damaged` or `full`
 */
export async function pull(tenantId: string, deps: PullDeps): Promise<ApiError | null> {
  let restarts = 0;
  let early: { readonly cursor: string; readonly page: Promise<Result<Uint8Array>> } | null = null;
  const ask = (cursor: string | null): Promise<Result<Uint8Array>> =>
    deps.client.changes(
      {
        params: { tenantId },
        query: {
          ...(cursor === null ? {} : { cursor }),
          limit: String(deps.copy.sessionOnly ? pageSize.inline : pageSize.thread),
        },
      },
      { signal: deps.signal },
    );

  for (;;) {
    const row = syncRowOf(deps.copy.readable, tenantId);
    if (row === undefined) return gone();
    const began = deps.clock.elapsed();
    const page: Result<Uint8Array> = await (early?.cursor === row.cursor ? early.page : ask(row.cursor));
    // By the clock as the answer put it right.
    const askedAt = deps.clock.now() - Math.round(deps.clock.elapsed() - began);
    early = null;
    if (!page.ok) {
      const restart = page.error.code === 'RESYNC_REQUIRED' || page.error.code === 'CURSOR_INVALID';
      if (!restart || row.cursor === null || restarts >= mostRestarts) return page.error;
      restarts += 1;
      await deps.copy.writer.write(deps.writes.beginAgain, { tenantId });
      continue;
    }
    const hint = cursorHint(page.value);
    if (hint?.more === true) early = { cursor: hint.cursor, page: ask(hint.cursor) };
    const outcome = await taken(tenantId, { body: page.value, askedWith: row.cursor, now: askedAt }, deps);
    if ('code' in outcome) return outcome;
    const after = syncRowOf(deps.copy.readable, tenantId);
    if (after === undefined) return gone();
    deps.onPage(outcome.changed, after);
    if (outcome.caughtUp) break;
  }
  while (!deps.signal.aborted && !(await deps.copy.writer.write(deps.writes.finishLoadStep, { tenantId })));
  return null;
}

async function taken(
  tenantId: string,
  page: Omit<PageToApply, 'tenantId'>,
  { copy, writes }: PullDeps,
): Promise<ApiError | PageOutcome> {
  try {
    return await copy.writer.write(writes.applyPage, { tenantId, ...page });
  } catch (error) {
    if (error instanceof CacheFault && error.kind === 'unfit') return unfit();
    throw error;
  }
}

function unfit(): ApiError {
  return apiError(
    'INTERNAL',
    'The changes that the backend sent do not have the agreed form, so nothing of them was taken over. Console and backend may be of different versions.',
  );
}

const gone = (): ApiError => apiError('NOT_FOUND', 'The tenant is not among those of the account any more.');
