import { defineWrites } from '../cache/write.ts';
import type { CopyKinds } from './copyKind.ts';
import { createLoadWrites } from './loadWrites.ts';
import { createPageWrites } from './pageWrites.ts';
import { createTenantWrites } from './tenantWrites.ts';

/** Everything by which the copy is kept in step, for the kinds that it holds. */
export function createSyncWrites(kinds: CopyKinds) {
  return defineWrites({
    ...createTenantWrites(kinds),
    ...createLoadWrites(kinds),
    ...createPageWrites(kinds),
  });
}

export type SyncWrites = ReturnType<typeof createSyncWrites>;
