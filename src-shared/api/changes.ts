import { z } from 'zod';
import { entityId } from '../domain/formats.ts';
import { knownOf, oneOf } from '../domain/newer.ts';
import { cursor } from './pages.ts';
import { defineRoutes } from './route.ts';
import { type SyncedKind, syncedKindNames, syncedKinds, type SyncedList } from './syncedKinds.ts';

/** A page of changes without its rows. */
export const changeHead = z.object({
  cursor,
  caughtUp: z.boolean(),
  visible: knownOf(syncedKindNames),
  /** About how many rows a first load has in all; null once caught up. For progress only. */
  expected: z.int().nullable(),
  removed: z.array(z.object({ entity: oneOf(syncedKindNames), id: entityId })),
});

type Lists = {
  readonly [K in SyncedKind as SyncedList<K>]: z.ZodArray<(typeof syncedKinds)[K]['schema']>;
};
const lists = Object.fromEntries(
  Object.values(syncedKinds).map(({ list, schema }) => [list, z.array(schema)]),
) as unknown as Lists;

/**
 * A page of a tenant's change feed. Without a cursor it begins a first load: keyset pages per kind, then `caughtUp`.
 * Rows are whole entities, so applying a page twice is harmless. `visible` names the kinds that the account may see
 * now: rows of other kinds must leave the copy at once. A cursor made under other rights, or one that the database
 * no longer knows, is refused with RESYNC_REQUIRED: begin again, and drop what the new load doesn't bring.
 */
export const changePage = z.object({ ...changeHead.shape, ...lists });
export type ChangePage = z.infer<typeof changePage>;

/** Something was committed in the tenant: `changes.list` may have more. No promise; it only saves waiting. */
export const changeHint = z.object({ tenantId: entityId });

export const changeRoutes = defineRoutes({
  'changes.list': {
    summary: 'What changed in a tenant since a cursor; without one, a first load of everything visible.',
    method: 'GET',
    path: '/v1/tenants/:tenantId/changes',
    access: 'signed-in',
    query: z.strictObject({
      cursor: cursor.optional(),
      limit: z
        .string()
        .regex(/^\d{1,5}$/u)
        .transform(Number)
        .pipe(z.int().min(1).max(10_000))
        .optional(),
    }),
    answer: changePage,
    errors: ['CURSOR_INVALID', 'RESYNC_REQUIRED'],
    window: 'never',
  },
  'changes.watch': {
    summary: 'Hints, as they happen, that something changed in a tenant.',
    method: 'GET',
    path: '/v1/tenants/:tenantId/changes/hints',
    access: 'signed-in',
    answer: changeHint,
    stream: true,
    window: 'never',
  },
});
