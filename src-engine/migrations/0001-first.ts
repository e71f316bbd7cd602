import type { WritableDatabase } from '../cache/database.ts';
import { createUserTable } from '../features/users/userTables.ts';

/**
 * The first shape of the copy. Every row belongs to a tenant, by its number (`tenants.key`), which leads every key.
 * Users lie in tables of their own (`features/users/userTables.ts`), kinds with names in those of `sync/namedKind.ts`.
 */
export function migrateTo1(database: WritableDatabase): void {
  database.execute(`
    CREATE TABLE tenants (
      key INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE,
      position INTEGER NOT NULL,
      summary TEXT NOT NULL
    ) STRICT;

    -- How far the copy of a tenant is. cursor: of the change feed, written together with the rows it brought.
    CREATE TABLE sync_states (
      tenant INTEGER PRIMARY KEY,
      cursor TEXT,
      -- loading: rows of the first load arrive; indexing: all are there, their indexes are being built; complete.
      stage TEXT NOT NULL CHECK (stage IN ('loading', 'indexing', 'complete')),
      -- 1 while a load begun again must drop what it doesn't bring: rows with an older generation.
      sweeping INTEGER NOT NULL,
      generation INTEGER NOT NULL,
      -- Number of the tables that hold the users: 0 is shared by all small tenants.
      user_table INTEGER NOT NULL,
      visible TEXT NOT NULL,
      users INTEGER NOT NULL,
      loaded INTEGER NOT NULL,
      expected INTEGER,
      as_of INTEGER,
      statuses_as_of INTEGER NOT NULL
    ) STRICT;

    -- known 0: only named by a user (it may be invisible, or come later). users: how many the copy has of it, counted with each write of users.
    CREATE TABLE customers (
      key INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, id BLOB NOT NULL, known INTEGER NOT NULL,
      version INTEGER NOT NULL, generation INTEGER NOT NULL,
      title TEXT NOT NULL, title_key TEXT NOT NULL, email_key TEXT NOT NULL, city_key TEXT NOT NULL,
      address_key TEXT NOT NULL, search_text TEXT NOT NULL, user_count INTEGER NOT NULL, users INTEGER NOT NULL,
      entity TEXT NOT NULL,
      UNIQUE (tenant, id)
    ) STRICT;
    -- Without known: users are put in order by it too, whether the copy may show their customer or not.
    CREATE INDEX customers_for_users ON customers (tenant, title_key, key);
    CREATE INDEX customers_by_title ON customers (tenant, title_key, id) WHERE known = 1;
    CREATE INDEX customers_by_email ON customers (tenant, email_key, id) WHERE known = 1;
    CREATE INDEX customers_by_city ON customers (tenant, city_key, id) WHERE known = 1;
    CREATE INDEX customers_by_address ON customers (tenant, address_key, id) WHERE known = 1;
    CREATE INDEX customers_by_user_count ON customers (tenant, user_count, id) WHERE known = 1;

    -- Each combination of profiles or roles that users hold, once: a renamed profile touches these few rows instead of
    -- a million users, and their counters say who holds what. ids, names: JSON lists.
    CREATE TABLE name_sets (
      key INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('profile', 'role')),
      ids TEXT NOT NULL, names TEXT NOT NULL, sort_key TEXT NOT NULL, users INTEGER NOT NULL,
      UNIQUE (tenant, kind, ids)
    ) STRICT;
    CREATE INDEX name_sets_by_name ON name_sets (tenant, kind, sort_key, key);
    CREATE TABLE name_set_members (
      tenant INTEGER NOT NULL, kind TEXT NOT NULL, member BLOB NOT NULL, set_key INTEGER NOT NULL,
      PRIMARY KEY (tenant, kind, member, set_key)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE pictures (
      tenant INTEGER NOT NULL, user_id BLOB NOT NULL, avatar TEXT NOT NULL, image TEXT NOT NULL,
      PRIMARY KEY (tenant, user_id)
    ) STRICT, WITHOUT ROWID;

    -- What the account wishes. By id of the tenant, so that it outlives a copy that is replaced.
    CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE pins (tenant_id BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
    CREATE TABLE recents (tenant_id BLOB PRIMARY KEY, opened_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  `);
  createUserTable(database, 0, { indexed: true });
}
