import type { Migration } from './migration.ts';

/** The combining marks of Latin, Greek and Cyrillic. */
const accents = Array.from({ length: 0x70 }, (_, at) => String.fromCodePoint(0x300 + at)).join('');

/**
 * Keys tell `ß` and `ss` apart, so that `Straße` and `Strasse` may both be titles; in the order of titles they still
 * stand together. Names of users are put in order by a key that has `ss` already.
 */
export const sharpS: Migration = {
  name: '0077-sharp-s',
  async up(run) {
    await run(`
      alter table tenantdesk.customers drop column title_order;
      alter table tenantdesk.customers add column title_order text collate "C" generated always as (
        case when octet_length(title_key) = char_length(title_key) then title_key
          else normalize(replace(replace(replace(replace(
            translate(normalize(title_key, NFKD), 'øłđðħıŧ${accents}', 'olddhit'),
            'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), NFC)
        end) stored;`);
  },
};
