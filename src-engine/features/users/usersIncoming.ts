import type { WritableDatabase } from '../../cache/database.ts';
import { fieldColumns } from './userColumns.ts';
import { neverExpires, neverSignedIn } from './userFacts.ts';

const field = (name: string): string => `(user.value ->> '$.${name}')`;
const list = (name: string): string => `(user.value -> '$.${name}')`;

/** ISO 8601 → milliseconds. A text that is no time stays a text, which a STRICT column refuses. */
const time = (name: string): string =>
  `coalesce(CAST(round(unixepoch(${field(name)}, 'subsec') * 1000) AS INTEGER), 'not a time')`;
const optionalTime = (name: string, absent: string): string =>
  `CASE WHEN ${field(name)} IS NULL THEN ${absent} ELSE ${time(name)} END`;
const fullName = `trim(${field('firstName')} || ' ' || ${field('lastName')})`;

/** Each column of `temp.incoming_users` and how it is read from a user of the contract. */
const columns: readonly (readonly [name: string, type: string, value: string])[] = [
  ['id', 'BLOB NOT NULL', `unhex(${field('id')}, '-')`],
  ['tenant_id', 'BLOB NOT NULL', `unhex(${field('tenantId')}, '-')`],
  ['customer_id', 'BLOB NOT NULL', `unhex(${field('customerId')}, '-')`],
  ['version', 'INTEGER NOT NULL', field('version')],
  ['profile_ids', 'TEXT NOT NULL', list('profileIds')],
  ['role_ids', 'TEXT NOT NULL', list('roleIds')],
  ...fieldColumns.map(({ name, type, value }) => [name, type, value] as const),
  ['auth_method', 'TEXT NOT NULL', field('authMethod')],
  ['second_factors', 'TEXT NOT NULL', `trim(replace(${list('secondFactors')}, '"', ''), '[]')`],
  ['source', 'TEXT NOT NULL', field('source')],
  ['avatar', 'TEXT', field('avatar')],
  ['activated_at', 'INTEGER', optionalTime('activatedAt', 'NULL')],
  ['disabled_at', 'INTEGER', optionalTime('disabledAt', 'NULL')],
  ['locked_until', 'INTEGER', optionalTime('lockedUntil', 'NULL')],
  ['access_expires_at', 'INTEGER NOT NULL', optionalTime('accessExpiresAt', String(neverExpires))],
  ['invitation_sent_at', 'INTEGER', optionalTime('invitationSentAt', 'NULL')],
  ['invitation_expires_at', 'INTEGER', optionalTime('invitationExpiresAt', 'NULL')],
  ['last_login_at', 'INTEGER NOT NULL', optionalTime('lastLoginAt', String(neverSignedIn))],
  ['created_at', 'INTEGER NOT NULL', time('createdAt')],
  ['updated_at', 'INTEGER NOT NULL', time('updatedAt')],
  ['name_key', 'TEXT NOT NULL', `name_sort_key(${fullName})`],
  ['name_text', 'TEXT NOT NULL', `search_key(${fullName})`],
];

export const createIncomingUsers = `
  CREATE TEMP TABLE incoming_users (${columns.map(([name, type]) => `${name} ${type}`).join(', ')}) STRICT`;

const named = new Set(['id', 'tenant_id', 'customer_id', 'profile_ids', 'role_ids']);
const copied = columns.filter(([name]) => !named.has(name));

/** Columns that a user's row takes over as they came, and their definitions. */
export const copiedColumns: readonly string[] = copied.map(([name]) => name);
export const copiedDefinitions: readonly string[] = copied.map(([name, type]) => `${name} ${type}`);

const clear = 'DELETE FROM temp.incoming_users';
const read = `
  INSERT INTO temp.incoming_users (${columns.map(([name]) => name).join(', ')})
  SELECT ${columns.map(([, , value]) => value).join(', ')}
  FROM temp.page, jsonb_each(temp.page.body, '$.users') AS user`;

/**
 * Spreads the users of the page over columns, inside SQLite: no object of a user is ever made in JavaScript. The
 * column types are the check of its form. @throws CacheFault `unfit`
 */
export function readIncomingUsers(database: WritableDatabase): void {
  database.run(clear);
  database.run(read);
}
