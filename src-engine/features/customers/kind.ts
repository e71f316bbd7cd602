import { customerFields } from '#shared/domain/customerFields.ts';
import { searchRule } from '#shared/domain/search.ts';
import type { CopyKind } from '../../sync/copyKind.ts';
import {
  applyCustomers,
  forgetCustomers,
  forgetOlderCustomers,
  showCountedUsers,
} from './customersWrites.ts';
import { makeTitlesSearch } from './titlesSearch.ts';

/** Customers: rows to be put in order, which users name by number. */
export const customerKind: CopyKind = {
  apply: applyCustomers,
  remove: forgetCustomers,
  sweep: forgetOlderCustomers,
  removeAll: (database, { tenant, generation }) =>
    forgetOlderCustomers(database, { tenant, generation: generation + 1 }),
  // How they are searched is kept with the row as well.
  fields: [...Object.keys(customerFields), `search/${String(searchRule)}`],
  align(database) {
    // Holds what is searched, so that looking at all customers doesn't read their rows.
    database.execute(
      'CREATE INDEX IF NOT EXISTS customers_by_search ON customers (tenant, search_text) WHERE known = 1',
    );
    makeTitlesSearch(database);
    return false;
  },
  // Where users are visible, the copy counts them itself, so that grid and count never disagree.
  settle: (database, { tenant }, visible) => visible.includes('user') && showCountedUsers(database, tenant),
};
