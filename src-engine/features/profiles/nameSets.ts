import { type SyncedKind, syncedKinds } from '#shared/api/syncedKinds.ts';
import type { WritableDatabase } from '../../cache/database.ts';
import { idBytes } from '../../cache/ids.ts';
import { byName, listSortKey } from '../../cache/sortKeys.ts';
import type { WriteContext } from '../../sync/copyKind.ts';
import type { OnNamed } from '../../sync/namedKind.ts';

/** What users hold several of, by name. */
type HeldKind = SyncedKind & ('profile' | 'role');

interface NameSet {
  readonly key: number;
  readonly ids: string;
}

/** Makes sure that each combination of profiles and of roles in `temp.incoming_users` has its row. */
export function internNameSets(database: WritableDatabase, context: WriteContext): void {
  internKind(database, context, { kind: 'profile', column: 'profile_ids' });
  internKind(database, context, { kind: 'role', column: 'role_ids' });
}

function internKind(
  database: WritableDatabase,
  context: WriteContext,
  { kind, column }: { readonly kind: HeldKind; readonly column: string },
): void {
  const { tenant } = context;
  const missing = database.all<{ ids: string }>(
    `SELECT DISTINCT ${column} AS ids FROM temp.incoming_users WHERE NOT EXISTS
       (SELECT 1 FROM name_sets WHERE tenant = :tenant AND kind = :kind AND ids = ${column})`,
    { tenant, kind },
  );
  if (missing.length === 0) return;
  const nameOf = namesOf(database, context, kind);
  for (const { ids } of missing) {
    const members = JSON.parse(ids) as string[];
    const named = present(members, nameOf);
    const row = database.get<{ key: number }>(
      `INSERT INTO name_sets (tenant, kind, ids, names, sort_key, users)
       VALUES (:tenant, :kind, :ids, :names, :sortKey, 0) RETURNING key`,
      { tenant, kind, ids, ...named },
    );
    for (const member of members) {
      database.run('INSERT OR IGNORE INTO name_set_members VALUES (:tenant, :kind, :member, :set)', {
        tenant,
        kind,
        member: idBytes(member),
        set: row?.key ?? 0,
      });
    }
  }
}

/** Writes the names of the sets that hold one of these again, after it was renamed, came or went. */
export const renameSets =
  (kind: HeldKind): OnNamed =>
  (database, context, ids) => {
    const { tenant } = context;
    const sets = new Map<number, NameSet>();
    for (const id of ids) {
      const found = database.all<NameSet>(
        `SELECT s.key, s.ids FROM name_set_members AS m JOIN name_sets AS s ON s.key = m.set_key
       WHERE m.tenant = :tenant AND m.kind = :kind AND m.member = :member`,
        { tenant, kind, member: idBytes(id) },
      );
      for (const set of found) sets.set(set.key, set);
    }
    if (sets.size === 0) return;
    const nameOf = namesOf(database, context, kind);
    for (const set of sets.values()) {
      const named = present(JSON.parse(set.ids) as string[], nameOf);
      database.run('UPDATE name_sets SET names = :names, sort_key = :sortKey WHERE key = :key', {
        key: set.key,
        ...named,
      });
    }
  };

function namesOf(
  database: WritableDatabase,
  { tenant }: WriteContext,
  kind: HeldKind,
): ReadonlyMap<string, string> {
  const rows = database.all<{ id: string; name: string }>(
    `SELECT entity ->> '$.id' AS id, name FROM ${syncedKinds[kind].list} WHERE tenant = :tenant`,
    { tenant },
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Names that the copy doesn't know (they may be invisible to the account) are left out. */
function present(
  ids: readonly string[],
  nameOf: ReadonlyMap<string, string>,
): { names: string; sortKey: string } {
  const names = byName(ids.flatMap((id) => nameOf.get(id) ?? []));
  return { names: JSON.stringify(names), sortKey: listSortKey(names) };
}
