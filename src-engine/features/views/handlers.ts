import type { GridViews } from '#shared/desktop/views.ts';
import type { SomeHandlers } from '../../commands/handlers.ts';
import type { EngineContext } from '../../engineContext.ts';
import { keptFilters, keptLayouts } from './viewsStore.ts';
import { viewsWrites } from './viewsWrites.ts';

export const viewsHandlers = {
  'views.keepLayout': async ({ grid, layout }, { copy }) =>
    await copy.writer.write(viewsWrites.keepLayout, { grid, layout }),
  'views.keepFilter': async ({ tenantId, grid, filter }, { copy, clock }) =>
    filter === null
      ? await copy.writer.write(viewsWrites.dropFilter, { tenantId, grid })
      : await copy.writer.write(viewsWrites.keepFilter, { tenantId, grid, filter, now: clock.now() }),
} satisfies SomeHandlers;

/** What is read with the place at a start. */
export function keptViews({ copy, keyOf }: EngineContext): GridViews {
  return {
    layouts: keptLayouts(copy.readable),
    filters: keptFilters(copy.readable).map(({ tenantId, grid, filter }) => ({
      tenantKey: keyOf(tenantId),
      grid,
      filter,
    })),
  };
}
