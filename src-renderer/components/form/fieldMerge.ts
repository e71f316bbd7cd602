import { changedFields, differ, type Fields, type FieldValues } from '#shared/domain/fields.ts';

/** A field that was changed both here and elsewhere, to different values. */
export interface FieldConflict<F extends Fields> {
  readonly field: keyof F & string;
  readonly mine: unknown;
  readonly theirs: unknown;
}

/** Three states of one form: as it was opened, as it is here, as somebody else saved it. */
export interface ThreeStates<F extends Fields> {
  readonly before: FieldValues<F>;
  readonly mine: FieldValues<F>;
  readonly theirs: FieldValues<F>;
}

/** Only what differs: two people who edit different fields don't overwrite each other. */
export function changesIn<F extends Fields>(
  fields: F,
  before: FieldValues<F>,
  now: FieldValues<F>,
): Partial<FieldValues<F>> {
  const entries = changedFields(fields, before, now).map((field) => [field, now[field]]);
  return Object.fromEntries(entries) as Partial<FieldValues<F>>;
}

/** Fields to decide on: those that both sides changed, differently. All others have one answer only. */
export function conflictsIn<F extends Fields>(
  fields: F,
  { before, mine, theirs }: ThreeStates<F>,
): readonly FieldConflict<F>[] {
  const theirChanges = new Set(changedFields(fields, before, theirs));
  return changedFields(fields, before, mine)
    .filter((field) => theirChanges.has(field) && differ(fields[field]!, mine[field], theirs[field]))
    .map((field) => ({ field, mine: mine[field], theirs: theirs[field] }));
}

/** Theirs where this side left a field alone, otherwise mine. */
export function rebased<F extends Fields>(
  fields: F,
  { before, mine, theirs }: ThreeStates<F>,
): FieldValues<F> {
  return { ...theirs, ...changesIn(fields, before, mine) };
}
