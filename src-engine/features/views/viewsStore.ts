import { gridLayout, type GridLayout } from '#shared/desktop/views.ts';
import type { ReadableDatabase } from '../../cache/database.ts';
import { readFact } from '../../cache/facts.ts';
import { idText } from '../../cache/ids.ts';

export const layoutsFact = 'layouts';

/** By the name of the grid. What is damaged or was kept by another version in words that this one doesn't know is left out. */
export function keptLayouts(database: ReadableDatabase): Readonly<Record<string, GridLayout>> {
  const kept = parse(readFact(database, layoutsFact));
  if (typeof kept !== 'object' || kept === null) return {};
  return Object.fromEntries(
    Object.entries(kept).flatMap(([grid, layout]) => {
      const parsed = gridLayout.safeParse(layout);
      return parsed.success ? [[grid, parsed.data]] : [];
    }),
  );
}

export interface KeptFilter {
  readonly tenantId: string;
  readonly grid: string;
  readonly filter: string;
}

/** Of all tenants, the newest first. */
export function keptFilters(database: ReadableDatabase): KeptFilter[] {
  return database
    .all<{ tenant: Uint8Array; grid: string; filter: string }>(
      'SELECT tenant_id AS tenant, grid, filter FROM grid_filters ORDER BY kept_at DESC',
    )
    .map(({ tenant, grid, filter }) => ({ tenantId: idText(tenant), grid, filter }));
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
