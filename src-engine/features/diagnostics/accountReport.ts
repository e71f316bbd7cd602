import { statSync } from 'node:fs';
import type { AccountReport } from '#shared/desktop/diagnostics.ts';
import { idText } from '../../cache/ids.ts';
import type { ReadableDatabase } from '../../cache/database.ts';
import type { EngineContext } from '../../engineContext.ts';

/** Tenants that are told of: the report is to be read. */
const mostTenants = 40;

/** What can be said of an account to whoever helps. `file`: where its copy lies. */
export function accountReport(
  { accountId, copy, connection, sync }: EngineContext,
  file: string | null,
): AccountReport {
  const { readable } = copy;
  const opened = readable.all<{ key: number; id: Uint8Array; users: number }>(
    `SELECT t.key, t.id, s.users FROM sync_states AS s JOIN tenants AS t ON t.key = s.tenant
     ORDER BY t.position LIMIT ${String(mostTenants)}`,
  );
  return {
    accountId,
    connection: connection.current(),
    bytes: file === null ? null : sizeOf(file),
    tenants: count(readable, 'SELECT count(*) AS n FROM tenants'),
    opened: opened.map(({ key, id, users }) => {
      const { phase, asOf, problem } = sync.stateOf(idText(id));
      return {
        phase,
        asOf,
        problem: problem?.code ?? null,
        users,
        customers: count(
          readable,
          'SELECT count(*) AS n FROM customers WHERE tenant = :key AND known = 1',
          key,
        ),
        profiles: count(readable, 'SELECT count(*) AS n FROM profiles WHERE tenant = :key', key),
      };
    }),
    drafts: count(readable, 'SELECT count(*) AS n FROM drafts'),
  };
}

function count(database: ReadableDatabase, sql: string, key?: number): number {
  return database.get<{ n: number }>(sql, key === undefined ? {} : { key })?.n ?? 0;
}

function sizeOf(file: string): number {
  const sizes = ['', '-wal'].map((end) => statSync(file + end, { throwIfNoEntry: false })?.size ?? 0);
  return sizes.reduce((all, size) => all + size, 0);
}
