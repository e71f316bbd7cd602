import type { Migration } from './migration.ts';

/**
 * What users and customers are searched in, folded by the application (`entityText`), which also fills it for the rows
 * that are there (`settleTexts`). The index of trigrams goes: below row-level security no statement could use it,
 * because LIKE is not leakproof, and every new name had to be written into it.
 */
export const searchText: Migration = {
  name: '0071-search-text',
  async up(run) {
    await run(`
      alter table tenantdesk.users add column search_text text collate "C", drop column employee_number_key;
      alter table tenantdesk.customers add column search_text text collate "C";
      drop index tenantdesk.users_by_search;`);
  },
};
