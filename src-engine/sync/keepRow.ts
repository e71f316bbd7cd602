import type { Parameters, WritableDatabase } from '../cache/database.ts';
import { idBytes } from '../cache/ids.ts';
import type { WriteContext } from './copyKind.ts';

export interface RowToKeep {
  readonly table: string;
  /** Kept as one text. */
  readonly row: { readonly id: string; readonly version: number };
  /** Columns beside it. */
  readonly columns: Parameters;
  /** Columns that are only written when the row is new. */
  readonly initial?: Parameters;
}

/** Takes a row in, unless the copy has a newer one, and marks it with the generation either way. */
export function keepRow(
  database: WritableDatabase,
  { tenant, generation }: WriteContext,
  { table, row, columns, initial = {} }: RowToKeep,
): void {
  const kept = { version: row.version, entity: JSON.stringify(row), ...columns };
  const values: Parameters = { tenant, id: idBytes(row.id), generation, ...kept, ...initial };
  const names = Object.keys(values);
  database.run(
    `INSERT INTO ${table} AS held (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})
     ON CONFLICT (tenant, id) DO UPDATE SET ${Object.keys(kept)
       .map((name) => `${name} = excluded.${name}`)
       .join(', ')} WHERE excluded.version >= held.version`,
    values,
  );
  database.run(`UPDATE ${table} SET generation = :generation WHERE tenant = :tenant AND id = :id`, values);
}
