import type { WritableDatabase } from './database.ts';
import { idBytes } from './ids.ts';

interface KeptTable {
  readonly name: string;
  /** Beside the tenant it names a row. */
  readonly key: string;
  readonly keyType: 'BLOB' | 'TEXT';
  /** The column of what is kept, a text. */
  readonly text: string;
  /** Of all tenants together: the oldest beyond them go. */
  readonly limit: number;
}

export interface KeptRow {
  readonly tenantId: string;
  readonly key: string | Uint8Array;
}

/** What an account keeps here of its work in tenants, the newest rows of it. */
export interface KeptRows {
  /** Only added to a copy, so an older version goes on with it and drops a lost tenant's rows like all its others. */
  readonly make: (database: WritableDatabase) => void;
  /** Nothing is kept of a tenant that the account lost a moment ago. Wants a transaction around it. */
  readonly keep: (
    database: WritableDatabase,
    row: KeptRow & { readonly text: string; readonly now: number },
  ) => void;
  readonly drop: (database: WritableDatabase, row: KeptRow) => void;
}

export function createKeptRows({ name, key, keyType, text, limit }: KeptTable): KeptRows {
  return {
    make: (database) =>
      database.execute(`
        CREATE TABLE IF NOT EXISTS ${name} (
          tenant_id BLOB NOT NULL, ${key} ${keyType} NOT NULL, kept_at INTEGER NOT NULL, ${text} TEXT NOT NULL,
          PRIMARY KEY (tenant_id, ${key})
        ) STRICT, WITHOUT ROWID`),
    keep(database, row) {
      const named = { tenant: idBytes(row.tenantId), key: row.key };
      database.run(
        `INSERT INTO ${name} (tenant_id, ${key}, kept_at, ${text})
         SELECT :tenant, :key, :now, :text WHERE EXISTS (SELECT 1 FROM tenants WHERE id = :tenant)
         ON CONFLICT (tenant_id, ${key}) DO UPDATE SET kept_at = excluded.kept_at, ${text} = excluded.${text}`,
        { ...named, now: row.now, text: row.text },
      );
      // Not the one that is kept now, even if a clock that went wrong made all others look newer.
      database.run(
        `DELETE FROM ${name} WHERE (tenant_id, ${key}) IN
           (SELECT tenant_id, ${key} FROM ${name} WHERE tenant_id <> :tenant OR ${key} <> :key
            ORDER BY kept_at DESC LIMIT -1 OFFSET ${String(limit - 1)})`,
        named,
      );
    },
    drop: (database, row) =>
      void database.run(`DELETE FROM ${name} WHERE tenant_id = :tenant AND ${key} = :key`, {
        tenant: idBytes(row.tenantId),
        key: row.key,
      }),
  };
}
