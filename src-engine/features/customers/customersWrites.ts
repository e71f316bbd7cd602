import { customerFields } from '#shared/domain/customerFields.ts';
import { entityText } from '#shared/domain/search.ts';
import type { WritableDatabase } from '../../cache/database.ts';
import { idBytes } from '../../cache/ids.ts';
import { nameSortKey, searchKey } from '../../cache/sortKeys.ts';
import type { WriteContext } from '../../sync/copyKind.ts';
import { heldRows } from '../../sync/heldPage.ts';
import { keepRow } from '../../sync/keepRow.ts';

/** Takes the customers of the page in hand in, unless the copy holds newer ones. */
export function applyCustomers(database: WritableDatabase, context: WriteContext): void {
  for (const row of heldRows(database, context, 'customer')) {
    const { title, email, city, address, userCount } = row;
    const columns = {
      known: 1,
      title,
      title_key: nameSortKey(title),
      email_key: searchKey(email),
      city_key: nameSortKey(city),
      address_key: nameSortKey(address),
      search_text: entityText(customerFields, row),
      user_count: userCount,
    };
    keepRow(database, context, { table: 'customers', row, columns, initial: { users: 0 } });
  }
}

const forget = `UPDATE customers SET known = 0, version = 0, title = '', title_key = '', email_key = '', city_key = '',
  address_key = '', search_text = '', user_count = 0, entity = ''`;

/** Forgets customers; their rows stay as numbers while users still name them. */
export function forgetCustomers(
  database: WritableDatabase,
  { tenant }: WriteContext,
  ids: readonly string[],
): void {
  for (const id of ids) {
    database.run(`${forget} WHERE tenant = :tenant AND id = :id`, { tenant, id: idBytes(id) });
  }
}

/** Forgets the customers of generations before this one. */
export function forgetOlderCustomers(
  database: WritableDatabase,
  { tenant, generation }: Pick<WriteContext, 'tenant' | 'generation'>,
): void {
  database.run(`${forget} WHERE tenant = :tenant AND known = 1 AND generation < :generation`, {
    tenant,
    generation,
  });
}

/**
 * Shows the users that the copy holds as the customers' counts. Only for copies that are complete and may see users;
 * otherwise the backend's count stands. Returns whether a count changed.
 */
export function showCountedUsers(database: WritableDatabase, tenant: number): boolean {
  const changed = database.run(
    'UPDATE customers SET user_count = users WHERE tenant = :tenant AND known = 1 AND user_count <> users',
    { tenant },
  );
  return changed > 0;
}
