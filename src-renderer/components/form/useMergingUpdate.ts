import { useMemo, useState } from 'react';
import type { z } from 'zod';
import type { Result } from '#shared/api/errors.ts';
import { type Fields, type FieldValues, valuesOf } from '#shared/domain/fields.ts';
import { createFieldMerge, type FieldConflict } from './fieldMerge.ts';

export interface MergingUpdateOptions<E, F extends Fields> {
  /** The entity as the form was opened with; a later one is met when saving, never taken silently. */
  readonly opened: E;
  readonly entity: z.ZodType<E>;
  /** Those of the form. */
  readonly fields: F;
  /** Sends these changes of that version. */
  readonly send: (version: number, changes: Partial<FieldValues<F>>) => Promise<Result<E>>;
}

export interface MergingUpdate<E, V> {
  /**
   * Sends what was changed here; what somebody else changed meanwhile in other fields stays. Refuses VERSION_CONFLICT
   * only where both changed the same field: then `conflicts` says which.
   */
  readonly save: (mine: V) => Promise<Result<E>>;
  /** What must be decided before the next save, given what the form holds now; empty without a conflict. */
  readonly conflicts: (mine: V) => readonly FieldConflict<V>[];
  /** Goes on from their version with the values kept of the fields in conflict. Answers what the form holds then. */
  readonly decide: (mine: V, kept: Partial<V>) => V;
  /** What the form would have to hold to change nothing. */
  readonly before: V;
}

/** Saves a form whose entity others may be editing (optimistic versions; D3 asks for a choice per field). */
export function useMergingUpdate<F extends Fields, E extends FieldValues<F> & { readonly version: number }>({
  opened,
  entity,
  fields,
  send,
}: MergingUpdateOptions<E, F>): MergingUpdate<E, FieldValues<F>> {
  type V = FieldValues<F>;
  const merge = useMemo(() => createFieldMerge(fields), [fields]);
  const [base, setBase] = useState(opened);
  const [theirs, setTheirs] = useState<E | null>(null);
  const before = valuesOf(fields, base);

  const saveFrom = async (from: E, mine: V): Promise<Result<E>> => {
    const changes = merge.changed(valuesOf(fields, from), mine);
    if (Object.keys(changes).length === 0) return { ok: true, value: from };
    const result = await send(from.version, changes);
    if (result.ok || result.error.code !== 'VERSION_CONFLICT') return result;
    const current = entity.safeParse(result.error.current);
    if (!current.success) return result;
    const [was, now] = [valuesOf(fields, from), valuesOf(fields, current.data)];
    if (merge.conflicts(was, mine, now).length === 0)
      return saveFrom(current.data, merge.rebased(was, mine, now));
    setTheirs(current.data);
    return result;
  };

  return {
    before,
    save: (mine) => saveFrom(base, mine),
    conflicts: (mine) => (theirs === null ? [] : merge.conflicts(before, mine, valuesOf(fields, theirs))),
    decide(mine, kept) {
      if (theirs === null) return mine;
      setBase(theirs);
      setTheirs(null);
      return { ...merge.rebased(before, mine, valuesOf(fields, theirs)), ...kept };
    },
  };
}
