import type { Customer } from '#shared/api/customers.ts';
import type { WritableDatabase } from '../../cache/database.ts';
import { idBytes } from '../../cache/ids.ts';
import { nameSortKey, searchKey } from '../../cache/sortKeys.ts';
import type { WriteContext } from '../../sync/copyKind.ts';

/** Takes these in, unless the copy holds newer ones. */
export function applyCustomers(
  database: WritableDatabase,
  { tenant, generation }: WriteContext,
  customers: readonly Customer[],
): void {
  for (const customer of customers) {
    const id = idBytes(customer.id);
    database.run(
      `INSERT INTO customers AS held (tenant, id, known, version, generation, title, title_key, email_key, city_key,
         address_key, search_text, user_count, users, entity)
       VALUES (:tenant, :id, 1, :version, :generation, :title, :titleKey, :emailKey, :cityKey, :addressKey,
         :searchText, :userCount, 0, :entity)
       ON CONFLICT (tenant, id) DO UPDATE SET known = 1, version = excluded.version, title = excluded.title,
         title_key = excluded.title_key, email_key = excluded.email_key, city_key = excluded.city_key,
         address_key = excluded.address_key, search_text = excluded.search_text, user_count = excluded.user_count,
         entity = excluded.entity
       WHERE excluded.version >= held.version OR held.known = 0`,
      {
        tenant,
        id,
        generation,
        version: customer.version,
        title: customer.title,
        titleKey: nameSortKey(customer.title),
        emailKey: searchKey(customer.email),
        cityKey: nameSortKey(customer.city),
        addressKey: nameSortKey(customer.address),
        searchText: [customer.title, customer.email, customer.city].map(searchKey).join('\n'),
        userCount: customer.userCount,
        entity: JSON.stringify(customer),
      },
    );
    database.run('UPDATE customers SET generation = :generation WHERE tenant = :tenant AND id = :id', {
      tenant,
      id,
      generation,
    });
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
