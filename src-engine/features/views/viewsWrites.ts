import type { GridLayout } from '#shared/desktop/views.ts';
import type { WritableDatabase } from '../../cache/database.ts';
import { saveFact } from '../../cache/facts.ts';
import { createKeptRows } from '../../cache/keptRows.ts';
import { defineWrites } from '../../cache/write.ts';
import { type KeptFilter, keptLayouts, layoutsFact } from './viewsStore.ts';

/** How many filters an account keeps: all are read at each start. */
const filterLimit = 30;

const filters = createKeptRows({
  name: 'grid_filters',
  key: 'grid',
  keyType: 'TEXT',
  text: 'filter',
  limit: filterLimit,
});
export const makeFiltersTable = filters.make;

function keepLayout(
  database: WritableDatabase,
  { grid, layout }: { readonly grid: string; readonly layout: GridLayout },
): void {
  database.transaction(() => {
    saveFact(database, layoutsFact, JSON.stringify({ ...keptLayouts(database), [grid]: layout }));
  });
}

function keepFilter(
  database: WritableDatabase,
  { tenantId, grid, filter, now }: KeptFilter & { readonly now: number },
): void {
  database.transaction(() => filters.keep(database, { tenantId, key: grid, text: filter, now }));
}

function dropFilter(
  database: WritableDatabase,
  { tenantId, grid }: Pick<KeptFilter, 'tenantId' | 'grid'>,
): void {
  filters.drop(database, { tenantId, key: grid });
}

export const viewsWrites = defineWrites({ keepLayout, keepFilter, dropFilter });
