import type { ParsedInput } from '../../commands/handlers.ts';
import type { Customer, CustomerSortField } from '#shared/api/customers.ts';
import type { CustomerPage } from '#shared/desktop/grids.ts';
import { customerFields } from '#shared/domain/customerFields.ts';
import { emptyValues } from '#shared/domain/fields.ts';
import { saysNothing, searchTerms, type SearchTerms } from '#shared/domain/search.ts';
import { type Anchor, placeOf, placeParameters, writeAnchor } from '../../cache/anchors.ts';
import type { Parameters, ReadableDatabase } from '../../cache/database.ts';
import { idBytes } from '../../cache/ids.ts';
import { behind, orderBy } from '../../cache/keyset.ts';
import { totalWithin } from '../../cache/totals.ts';
import type { SyncRow } from '../../sync/syncRow.ts';

const sorts: Readonly<Record<CustomerSortField, { readonly column: string; readonly index: string }>> = {
  title: { column: 'title_key', index: 'customers_by_title' },
  email: { column: 'email_key', index: 'customers_by_email' },
  userCount: { column: 'user_count', index: 'customers_by_user_count' },
  city: { column: 'city_key', index: 'customers_by_city' },
  address: { column: 'address_key', index: 'customers_by_address' },
};

interface StoredCustomer {
  readonly id: string;
  readonly value: string | number;
  readonly entity: string;
  readonly userCount: number;
}

/** A page of customers from the copy, in the order of an index. @throws Refusal CURSOR_INVALID */
export function customersPage(
  database: ReadableDatabase,
  { tenant }: SyncRow,
  { input, anchor }: { readonly input: ParsedInput<'customers.page'>; readonly anchor: Anchor | null },
): Omit<CustomerPage, 'provenance'> {
  const order = { sort: input.sort, direction: input.direction };
  const after = placeOf(anchor, order);
  const { column, index } = sorts[input.sort];
  const search = containing(searchTerms(input.search));
  const columns = [`c.${column}`, 'c.id'];
  const scope = `c.tenant = :tenant AND c.known = 1 AND ${search.condition}`;
  const place = after === null ? 'true' : behind(columns, input.direction, ['afterValue', 'afterId']);
  const parameters = { tenant, ...search.parameters };
  const found = database.all<StoredCustomer>(
    `SELECT lower(hex(c.id)) AS id, c.${column} AS value, c.entity, c.user_count AS userCount
     FROM customers AS c INDEXED BY ${index}
     WHERE ${scope} AND ${place} ${orderBy(columns, input.direction)} LIMIT :limit`,
    { ...parameters, ...placeParameters(after), limit: input.limit + 1 },
  );
  const shown = found.slice(0, input.limit);
  const last = found.length > input.limit ? shown.at(-1) : undefined;
  return {
    rows: shown.map(customerOf),
    nextAnchor:
      last === undefined
        ? null
        : writeAnchor({ copy: { ...order, value: last.value, group: null, id: last.id } }),
    ...totalWithin(
      database,
      `SELECT 1 FROM customers AS c INDEXED BY customers_by_title WHERE ${scope} LIMIT :limit`,
      parameters,
    ),
  };
}

/** What was typed, as SQL over customers `c`. */
function containing(terms: SearchTerms): { readonly condition: string; readonly parameters: Parameters } {
  if (saysNothing(terms)) return { condition: 'true', parameters: {} };
  const { words, number, id } = terms;
  const has = (name: string): string => `instr(c.search_text, :${name}) > 0`;
  const all = words.map((_, at) => has(`word${String(at)}`)).join(' AND ');
  const whole = [...(number === null ? [] : [has('number')]), ...(id === null ? [] : ['c.id = :id'])];
  return {
    condition: `(${[`(${all})`, ...whole].join(' OR ')})`,
    parameters: {
      ...Object.fromEntries(words.map((word, at) => [`word${String(at)}`, word])),
      ...(number === null ? {} : { number }),
      ...(id === null ? {} : { id: idBytes(id) }),
    },
  };
}

export function customerById(
  database: ReadableDatabase,
  { tenant }: SyncRow,
  customerId: string,
): Customer | undefined {
  const row = database.get<StoredCustomer>(
    'SELECT entity, user_count AS userCount FROM customers WHERE tenant = :tenant AND id = :id AND known = 1',
    { tenant, id: idBytes(customerId) },
  );
  return row === undefined ? undefined : customerOf(row);
}

/** Under rows from before a field was there. */
const noCustomer = emptyValues(customerFields);

function customerOf({ entity, userCount }: Pick<StoredCustomer, 'entity' | 'userCount'>): Customer {
  return { ...noCustomer, ...(JSON.parse(entity) as Customer), userCount };
}
