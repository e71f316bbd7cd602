import { CacheFault, type ReadableDatabase, type WritableDatabase } from './database.ts';

/** What exists nowhere but in the copy, and is carried over when it must be made anew. */
export interface Personal {
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly tenants: readonly {
    readonly id: Uint8Array;
    readonly position: number;
    readonly summary: string;
  }[];
  readonly pins: readonly { readonly id: Uint8Array }[];
  readonly recents: readonly { readonly id: Uint8Array; readonly openedAt: number }[];
}

/** As much as can be read: each page is authenticated, so what can be read is right. */
export function readPersonal(database: ReadableDatabase): Personal {
  const rows = <T>(sql: string): T[] => {
    try {
      return database.all<T>(sql);
    } catch (error) {
      if (error instanceof CacheFault) return [];
      throw error;
    }
  };
  return {
    facts: rows(`SELECT name, value FROM facts WHERE name IN ('account', 'preferences')`),
    tenants: rows('SELECT id, position, summary FROM tenants'),
    pins: rows('SELECT tenant_id AS id FROM pins'),
    recents: rows('SELECT tenant_id AS id, opened_at AS openedAt FROM recents'),
  };
}

export function writePersonal(database: WritableDatabase, personal: Personal): void {
  database.transaction(() => {
    for (const { name, value } of personal.facts) {
      database.run('INSERT OR REPLACE INTO facts (name, value) VALUES (:name, :value)', { name, value });
    }
    for (const { id, position, summary } of personal.tenants) {
      database.run(
        'INSERT OR IGNORE INTO tenants (id, position, summary) VALUES (:id, :position, :summary)',
        {
          id,
          position,
          summary,
        },
      );
    }
    for (const { id } of personal.pins)
      database.run('INSERT OR IGNORE INTO pins (tenant_id) VALUES (:id)', { id });
    for (const { id, openedAt } of personal.recents) {
      database.run('INSERT OR REPLACE INTO recents (tenant_id, opened_at) VALUES (:id, :openedAt)', {
        id,
        openedAt,
      });
    }
  });
}
