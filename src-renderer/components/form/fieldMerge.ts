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
  /** Fields to decide on: those that both sides changed, differently. Everything else has one answer only. */
  readonly conflicts: (before: V, mine: V, theirs: V) => readonly FieldConflict<V>[];
  /** Theirs where this side left a field alone, otherwise mine. */
  readonly rebased: (before: V, mine: V, theirs: V) => V;
}

/** Merges forms with these fields; `sets` are lists whose order means nothing. */
export function createFieldMerge<V extends object>(
  fields: readonly (keyof V & string)[],
  sets: readonly (keyof V & string)[] = [],
): FieldMerge<V> {
  const comparable = (field: keyof V & string, value: unknown): string =>
    JSON.stringify(sets.includes(field) ? (value as readonly string[]).toSorted() : value);
  const differ = (field: keyof V & string, one: V, other: V): boolean =>
    comparable(field, one[field]) !== comparable(field, other[field]);
  const changed = (before: V, now: V): Partial<V> =>
    Object.fromEntries(
      fields.filter((field) => differ(field, before, now)).map((field) => [field, now[field]]),
    ) as Partial<V>;
  return {
    changed,
    conflicts: (before, mine, theirs) =>
      fields
        .filter(
          (field) =>
            differ(field, before, mine) && differ(field, before, theirs) && differ(field, mine, theirs),
        )
        .map((field) => ({ field, mine: mine[field], theirs: theirs[field] })),
    rebased: (before, mine, theirs) => ({ ...theirs, ...changed(before, mine) }),
  };
}
