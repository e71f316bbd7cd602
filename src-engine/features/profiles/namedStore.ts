import type { ReadableDatabase } from '../../cache/database.ts';
import { idBytes } from '../../cache/ids.ts';
import type { SyncRow } from '../../sync/syncRow.ts';
import type { NamedEntity } from './namedWrites.ts';

const tables: Readonly<Record<NamedEntity, string>> = {
  role: 'roles',
  product: 'products',
  profile: 'profiles',
};

/** All of a kind, by name. */
export function namedEntities<T>(database: ReadableDatabase, { tenant }: SyncRow, kind: NamedEntity): T[] {
  return database
    .all<{ entity: string }>(
      `SELECT entity FROM ${tables[kind]} WHERE tenant = :tenant ORDER BY name_key, id`,
      { tenant },
    )
    .map(({ entity }) => JSON.parse(entity) as T);
}

/** How many users hold a profile: the sum over the combinations that it is part of. */
export function holdersOf(database: ReadableDatabase, { tenant }: SyncRow, profileId: string): number {
  const counted = database.get<{ users: number | null }>(
    `SELECT sum(s.users) AS users FROM name_set_members AS m CROSS JOIN name_sets AS s ON s.key = m.set_key
     WHERE m.tenant = :tenant AND m.kind = 'profile' AND m.member = :member`,
    { tenant, member: idBytes(profileId) },
  );
  return counted?.users ?? 0;
}
