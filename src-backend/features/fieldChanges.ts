import type { AuditChange } from '#shared/api/audit.ts';
import { type Field, type Fields, type FieldValues, namesOf } from '#shared/domain/fields.ts';

/** A field as people read it; null for what is empty. */
export type Readable = string | null;

const tidy = (value: Readable): Readable => (value === '' ? null : value);

/** Fields whose readable value differs, old → new, in the order of `after`. Without `before`: all that say something. */
export function fieldChanges<F extends string>(
  before: Partial<Readonly<Record<F, Readable>>> | null,
  after: Readonly<Record<F, Readable>>,
): readonly AuditChange[] {
  const changes: AuditChange[] = [];
  for (const field in after) {
    const from = tidy(before?.[field] ?? null);
    const to = tidy(after[field]);
    if (from !== to) changes.push({ field, from, to });
  }
  return changes;
}

/** Names in the order of the alphabet, as one text. */
export function nameList(names: Iterable<string>): string {
  return [...names].toSorted((one, other) => one.localeCompare(other, 'en')).join(', ');
}

/** Names by id: of profiles, roles, processes, customers. An id without one stands for itself. */
export type Names = ReadonlyMap<string, string>;

function readableValue({ kind, words }: Field, value: unknown, names: Names): Readable {
  const named = (text: unknown) => names.get(String(text)) ?? String(text);
  if (kind === 'set') return nameList((value as readonly string[]).map(named));
  const entry = words as ((one: unknown) => string) | undefined;
  if (kind === 'list') return (value as readonly unknown[]).map(entry ?? String).join(', ');
  return value === null ? null : named(value);
}

export interface AuditedOptions {
  readonly names?: Names;
  /** True: the fields whose changes are an event of their own, instead of the others. */
  readonly apart?: boolean;
}

/** The fields of an entity that differ, as the audit log shows them. Without `before`: all that say something. */
export function auditedChanges<F extends Fields>(
  fields: F,
  { before, after }: { readonly before: FieldValues<F> | null; readonly after: FieldValues<F> },
  { names = new Map(), apart = false }: AuditedOptions = {},
): readonly AuditChange[] {
  const shown = namesOf(fields).filter((name) => (fields[name]?.auditedApart ?? false) === apart);
  const readable = (values: FieldValues<F>): Readonly<Record<string, Readable>> =>
    Object.fromEntries(shown.map((name) => [name, readableValue(fields[name]!, values[name], names)]));
  return fieldChanges(before === null ? null : readable(before), readable(after));
}
