import type { WritableDatabase } from '../../cache/database.ts';

/** The search index of the titles of all tenants' customers, by their numbers: trigrams without a text of their own. */
export const titlesSearch = 'customers_search';

/** SQL of the title in what a customer is searched in: its first line. */
export const titleOf = (customer: string): string =>
  `substr(${customer}.search_text, 1, instr(${customer}.search_text || char(10), char(10)) - 1)`;

/** Makes the index and fills it, where the copy has none. Triggers keep it in step, whichever version writes. */
export function makeTitlesSearch(database: WritableDatabase): void {
  const found = database.get('SELECT 1 FROM sqlite_schema WHERE name = :name', { name: titlesSearch });
  if (found !== undefined) return;
  const remove = `INSERT INTO ${titlesSearch} (${titlesSearch}, rowid, title) VALUES ('delete', old.key, ${titleOf('old')});`;
  const add = `INSERT INTO ${titlesSearch} (rowid, title) VALUES (new.key, ${titleOf('new')});`;
  database.transaction(() =>
    database.execute(`
      CREATE VIRTUAL TABLE ${titlesSearch} USING fts5 (
        title, content = '', detail = 'none', tokenize = 'trigram case_sensitive 1'
      );
      INSERT INTO ${titlesSearch} (rowid, title) SELECT c.key, ${titleOf('c')} FROM customers AS c;
      CREATE TRIGGER ${titlesSearch}_insert AFTER INSERT ON customers BEGIN ${add} END;
      CREATE TRIGGER ${titlesSearch}_delete AFTER DELETE ON customers BEGIN ${remove} END;
      CREATE TRIGGER ${titlesSearch}_update AFTER UPDATE OF search_text ON customers
        WHEN old.search_text <> new.search_text BEGIN ${remove} ${add} END;`),
  );
}
