import { setTimeout as delay } from 'node:timers/promises';
import { isRetryable, refusedBy } from './databaseErrors.ts';
import type { SqlDatabase, SqlSession } from './sqlDatabase.ts';

export interface Opening {
  readonly role: 'tenantdesk_app' | 'tenantdesk_directory' | 'none';
  readonly tenantId?: string;
  readonly readOnly: boolean;
  /** One more statement for the same round trip, without parameters; see `uuidLiteral`. */
  readonly also?: string;
  readonly signal?: AbortSignal | undefined;
}

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/iu;

/** A UUID as an SQL literal. Anything else throws: the opening script takes no parameters. */
export function uuidLiteral(value: string): string {
  if (!uuid.test(value)) throw new TypeError('Not a UUID.');
  return `'${value}'::uuid`;
}

export const setTenant = (tenantId: string): string =>
  `select set_config('app.tenant', ${uuidLiteral(tenantId)}::text, true)`;

/** For the rest of the transaction: the role, where it finds its tables, and the tenant that it sees. */
export const actingAs = (role: Opening['role'], tenantId: string | undefined): string =>
  [
    `select set_config('role', '${role}', true), set_config('search_path', 'tenantdesk, public', true),
       set_config('lock_timeout', '5s', true)`,
    ...(tenantId === undefined ? [] : [setTenant(tenantId)]),
  ].join('; ');

function script(opening: Opening): string {
  return [
    opening.readOnly ? 'begin read only' : 'begin',
    actingAs(opening.role, opening.tenantId),
    ...(opening.also === undefined ? [] : [opening.also]),
  ].join('; ');
}

/** A statement failed, the body went on, and so PostgreSQL could only roll back. */
export class HiddenFailureError extends Error {
  constructor() {
    super('The transaction was rolled back: a statement in it failed, and its error was not passed on.');
    this.name = 'HiddenFailureError';
  }
}

const attempts = 4;

/**
 * Runs `body` in one transaction and commits. `BEGIN`, role, tenant and the further statement are one round trip;
 * `answer` are the rows of that statement. Deadlocks and serialization failures are tried again with
 * jitter; a database that is away is refused as DATABASE_UNAVAILABLE.
 */
export async function inTransaction<T>(
  database: SqlDatabase,
  opening: Opening,
  body: (session: SqlSession, answer: readonly Record<string, unknown>[]) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    opening.signal?.throwIfAborted();
    try {
      return await database.session(async (session) => {
        const results = await session.script(script(opening));
        const value = await body(session, results.at(-1) ?? []);
        opening.signal?.throwIfAborted();
        const { command } = await session.query('commit');
        if (command !== 'COMMIT') throw new HiddenFailureError();
        return value;
      });
    } catch (error) {
      if (!isRetryable(error) || attempt === attempts) throw refusedBy(error);
      await delay(Math.random() * 20 * 2 ** attempt);
    }
  }
}
