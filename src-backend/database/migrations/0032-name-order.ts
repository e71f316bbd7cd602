import type { Migration } from './migration.ts';

/** The combining marks of Latin, Greek and Cyrillic. */
const accents = Array.from({ length: 0x70 }, (_, at) => String.fromCodePoint(0x300 + at)).join('');

/**
 * SQL of the key that names are put in order by: `nameSortKey` of the engine over a text that is folded already. Marks
 * without a letter at the same place in the third argument of `translate` are left out.
 */
const orderKey = (folded: string): string => `
  case when octet_length(${folded}) = char_length(${folded}) then ${folded}
    else normalize(replace(replace(replace(
      translate(normalize(${folded}, NFKD), 'øłđðħıŧ${accents}', 'olddhit'),
      'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), NFC)
  end`;

const ordered = (column: string, folded: string): string =>
  `add column ${column} text collate "C" generated always as (${orderKey(folded)}) stored`;

/**
 * Lists of the backend have the order of the console's copy, so that a tenant's first page doesn't jump when its copy is
 * complete: Émile with Emile, Øyvind with Oyvind.
 */
export const nameOrder: Migration = {
  name: '0032-name-order',
  async up(run) {
    await run(`
      alter table tenantdesk.users ${ordered('name_order', 'name_key')};
      drop index tenantdesk.users_by_name;
      drop index tenantdesk.users_by_customer_and_name;
      create index users_by_name on tenantdesk.users (tenant_id, name_order, user_id);
      create index users_by_customer_and_name on tenantdesk.users (tenant_id, customer_id, name_order, user_id);
      alter table tenantdesk.customers
        ${ordered('title_order', 'title_key')},
        ${ordered('city_order', 'lower(city)')},
        ${ordered('address_order', 'lower(address)')};`);
  },
};
