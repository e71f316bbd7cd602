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
