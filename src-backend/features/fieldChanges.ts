import type { AuditChange } from '#shared/api/audit.ts';

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
