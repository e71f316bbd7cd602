import { CacheFault, type Parameters, type ReadableDatabase, type WritableDatabase } from './database.ts';

/** What exists nowhere but in the copy, and is carried over when a damaged copy is replaced: columns by table. */
const kept = {
  facts: { columns: ['name', 'value'], where: "name IN ('account', 'preferences', 'layouts')" },
  tenants: { columns: ['id', 'position', 'summary'], where: 'true' },
  pins: { columns: ['tenant_id'], where: 'true' },
  recents: { columns: ['tenant_id', 'opened_at'], where: 'true' },
  grid_filters: { columns: ['tenant_id', 'grid', 'kept_at', 'filter'], where: 'true' },
  drafts: { columns: ['tenant_id', 'id', 'kept_at', 'draft'], where: 'true' },
};

/** Rows by table. */
export type Personal = ReadonlyMap<keyof typeof kept, readonly Parameters[]>;

const tables = Object.keys(kept) as (keyof typeof kept)[];

/** As much as can be read: each page is authenticated, so what can be read is right. */
export function readPersonal(database: ReadableDatabase): Personal {
  const rowsOf = (table: keyof typeof kept): readonly Parameters[] => {
    const { columns, where } = kept[table];
    try {
      return database.all(`SELECT ${columns.join(', ')} FROM ${table} WHERE ${where}`);
    } catch (error) {
      if (error instanceof CacheFault) return [];
      throw error;
    }
  };
  return new Map(tables.map((table) => [table, rowsOf(table)]));
}

export function writePersonal(database: WritableDatabase, personal: Personal): void {
  database.transaction(() => {
    for (const [table, rows] of personal) {
      const { columns } = kept[table];
      const values = columns.map((column) => `:${column}`).join(', ');
      for (const row of rows)
        database.run(`INSERT OR REPLACE INTO ${table} (${columns.join(', ')}) VALUES (${values})`, row);
    }
  });
}
