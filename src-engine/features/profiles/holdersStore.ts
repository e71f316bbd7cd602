import type { ReadableDatabase } from '../../cache/database.ts';
import { idBytes } from '../../cache/ids.ts';
import type { SyncRow } from '../../sync/syncRow.ts';

/** How many users hold a profile: the sum over the combinations that it is part of. */
export function holdersOf(database: ReadableDatabase, { tenant }: SyncRow, profileId: string): number {
  const counted = database.get<{ users: number | null }>(
    `SELECT sum(s.users) AS users FROM name_set_members AS m CROSS JOIN name_sets AS s ON s.key = m.set_key
     WHERE m.tenant = :tenant AND m.kind = 'profile' AND m.member = :member`,
    { tenant, member: idBytes(profileId) },
  );
  return counted?.users ?? 0;
}
