import { changedFields, differ, type Fields, type FieldValues } from '#shared/domain/fields.ts';

/** A field that was changed both here and elsewhere, to different values. */
export interface FieldConflict<V> {
  readonly field: keyof V & string;
  readonly mine: unknown;
  readonly theirs: unknown;
}

/** Three versions of one form, field by field: as it was opened, as it is here, as somebody else saved it. */
export interface FieldMerge<V> {
  /** Only what differs: two people who edit different fields don't overwrite each other. */
  readonly changed: (before: V, now: V) => Partial<V>;
  /** Fields to decide on: those that both sides changed, differently. For everything else there is one answer only. */
  readonly conflicts: (before: V, mine: V, theirs: V) => readonly FieldConflict<V>[];
  /** Theirs where this side left a field alone, otherwise mine. */
  readonly rebased: (before: V, mine: V, theirs: V) => V;
}

/** Merges forms with these fields. */
export function createFieldMerge<F extends Fields>(fields: F): FieldMerge<FieldValues<F>> {
  type V = FieldValues<F>;
  const changed = (before: V, now: V): Partial<V> =>
    Object.fromEntries(changedFields(fields, before, now).map((field) => [field, now[field]])) as Partial<V>;
  return {
    changed,
    conflicts: (before, mine, theirs) =>
      changedFields(fields, before, mine)
        .filter(
          (field) =>
            differ(fields[field]!, before[field], theirs[field]) &&
            differ(fields[field]!, mine[field], theirs[field]),
        )
        .map((field) => ({ field, mine: mine[field], theirs: theirs[field] })),
    rebased: (before, mine, theirs) => ({ ...theirs, ...changed(before, mine) }),
  };
}
