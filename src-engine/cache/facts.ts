import type { ReadableDatabase, WritableDatabase } from './database.ts';

/** A text kept under a name; undefined when there is none. */
export function readFact(database: ReadableDatabase, name: string): string | undefined {
  return database.get<{ value: string }>('SELECT value FROM facts WHERE name = :name', { name })?.value;
}

/** Keeps a text under a name. Returns whether it is another than before. */
export function saveFact(database: WritableDatabase, name: string, value: string): boolean {
  return (
    database.run(
      `INSERT INTO facts (name, value) VALUES (:name, :value)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE excluded.value <> facts.value`,
      { name, value },
    ) > 0
  );
}

/**
 * Notes the names that this version knows, such as columns. Null when the same are noted already; else those that the
 * version which wrote the copy did not know. A copy without a note counts as knowing them all.
 */
export function noteNames(
  database: WritableDatabase,
  fact: string,
  names: readonly string[],
): readonly string[] | null {
  const before = readFact(database, fact)?.split(',');
  if (!saveFact(database, fact, names.join())) return null;
  return before === undefined ? [] : names.filter((name) => !before.includes(name));
}
