import { z } from 'zod';
import { sortDirections } from '../api/pages.ts';
import { defineCommands } from './command.ts';
import { tenantKeySchema } from './tenantKey.ts';

const name = z.string().min(1).max(100);

/** How an account likes a grid, in whichever tenant: columns in their order, and how the rows are sorted and paged. */
export const gridLayout = z.object({
  /** Empty: as the grid has them by itself. Columns that are not among them stand where they stand by themselves. */
  columns: z
    .array(z.object({ field: name, width: z.int().min(40).max(4000).nullable(), hidden: z.boolean() }))
    .max(60),
  /** Null: as the grid begins. */
  sort: name.nullable(),
  direction: z.enum(sortDirections),
  /** Null: as the grid has it. */
  pageSize: z.int().min(1).max(1000).nullable(),
});
export type GridLayout = z.infer<typeof gridLayout>;

/** What a filter row says, as JSON text that only the window reads. */
const filterText = z.string().max(20_000);

/** What an account has set up in its grids, in its encrypted copy. */
export const gridViews = z.object({
  layouts: z.record(name, gridLayout),
  filters: z.array(z.object({ tenantKey: tenantKeySchema, grid: name, filter: filterText })),
});
export type GridViews = z.infer<typeof gridViews>;

export const viewCommands = defineCommands('engine', {
  'views.keepLayout': {
    input: z.strictObject({ accountId: z.string(), grid: name, layout: gridLayout }),
    output: z.void(),
  },
  'views.keepFilter': {
    /** Null: nothing is filtered any more. */
    input: z.strictObject({ tenantKey: tenantKeySchema, grid: name, filter: filterText.nullable() }),
    output: z.void(),
  },
});
