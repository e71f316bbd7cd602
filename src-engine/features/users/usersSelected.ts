import type { OutputOf } from '#shared/desktop/index.ts';
import type { UserFilter } from '#shared/api/users.ts';
import type { ReadableDatabase } from '../../cache/database.ts';
import { idBytes, idOfHex } from '../../cache/ids.ts';
import type { SyncRow } from '../../sync/syncRow.ts';
import { filterSql, whereSql } from './usersFilter.ts';
import { usersOf } from './userTables.ts';

/** Which of these ids the tenant has no user of, and how many of the others the filter leaves out. */
export function selectedUsers(
  database: ReadableDatabase,
  row: SyncRow,
  asked: { readonly filter: UserFilter; readonly userIds: readonly string[]; readonly now: number },
): OutputOf<'users.selected'> {
  const { filter, userIds, now } = asked;
  const ids = JSON.stringify(userIds.map((id) => idBytes(id).toString('hex')));
  const gone = database.all<{ id: string }>(
    `SELECT w.value AS id FROM json_each(:ids) AS w WHERE NOT EXISTS
       (SELECT 1 FROM ${usersOf(row.table)} AS u WHERE u.tenant = :tenant AND u.id = unhex(w.value))`,
    { ids, tenant: row.tenant },
  );
  const matching = filterSql(database, row, { filter, now });
  const shown =
    matching === null
      ? 0
      : (database.get<{ users: number }>(
          `SELECT count(*) AS users FROM json_each(:ids) AS w
           CROSS JOIN ${matching.scope.table} AS u ON u.tenant = :tenant AND u.id = unhex(w.value)
           WHERE ${whereSql(matching)}`,
          { ...matching.parameters, ids },
        )?.users ?? 0);
  return { gone: gone.map(({ id }) => idOfHex(id)), hidden: userIds.length - gone.length - shown };
}
