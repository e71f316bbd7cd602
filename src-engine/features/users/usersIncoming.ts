import type { WritableDatabase } from '../../cache/database.ts';
import {
  alignedColumns,
  firstColumns,
  given,
  givenList,
  keptDefinition,
  searchColumn,
  type UserColumn,
} from './userColumns.ts';

const fullName = `trim(${given('firstName')} || ' ' || ${given('lastName')})`;
const id = (name: string): string => `unhex(${given(name)}, '-')`;

/** What a user's row names by its number in the copy. */
const named: readonly UserColumn[] = [
  { name: 'id', type: 'BLOB NOT NULL', value: id('id') },
  { name: 'tenant_id', type: 'BLOB NOT NULL', value: id('tenantId') },
  { name: 'customer_id', type: 'BLOB NOT NULL', value: id('customerId') },
  { name: 'profile_ids', type: 'TEXT NOT NULL', value: givenList('profileIds') },
  { name: 'role_ids', type: 'TEXT NOT NULL', value: givenList('roleIds') },
];
/** What a user's row takes over as it came, beside its fields. */
const derived: readonly UserColumn[] = [
  ...firstColumns,
  { name: 'name_key', type: 'TEXT NOT NULL', value: `name_sort_key(${fullName})` },
  searchColumn,
];
const copied = [...alignedColumns, ...derived];
const columns = [...named, ...copied];

const definition = ({ name, type }: UserColumn): string => `${name} ${type}`;

export const createIncomingUsers = `
  CREATE TEMP TABLE incoming_users (${columns.map(definition).join(', ')}) STRICT`;

/** Columns that a user's row takes over as they came, and their definitions. */
export const copiedColumns: readonly string[] = copied.map(({ name }) => name);
export const copiedDefinitions: readonly string[] = [
  ...alignedColumns.map(keptDefinition),
  ...derived.map(definition),
];

const clear = 'DELETE FROM temp.incoming_users';
const read = `
  INSERT INTO temp.incoming_users (${columns.map(({ name }) => name).join(', ')})
  SELECT ${columns.map(({ value }) => value).join(', ')}
  FROM temp.page, jsonb_each(temp.page.body, '$.users') AS user`;

/**
 * Spreads the users of the page over columns, inside SQLite: no object of a user is ever made in JavaScript. The
 * column types are the check of its form. @throws CacheFault `unfit`
 */
export function readIncomingUsers(database: WritableDatabase): void {
  database.run(clear);
  database.run(read);
}
