import { sql } from 'kysely';
import type { Work } from '../database/unitOfWork.ts';
import { uuids } from '../database/uuids.ts';

/** What is named by id, and the columns of its id and its name. */
const named = {
  customers: ['customer_id', 'title'],
  profiles: ['profile_id', 'name'],
  processes: ['process_id', 'name'],
} as const;

/** Names by id, locked against deletion. Unknown ids are absent. */
export async function lockNames(
  work: Work,
  table: keyof typeof named,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const [id, name] = named[table].map((column) => sql.ref(column));
  const { rows } = await sql<{ id: string; name: string }>`
    select ${id} as id, ${name} as name from ${sql.table(table)}
    where tenant_id = ${work.tenantId} and ${id} = any(${uuids(ids)}) order by ${id} for key share`.execute(
    work.db,
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** One row for each of a set of ids. */
export interface Links {
  readonly table: 'user_profiles' | 'profile_processes' | 'role_grants';
  /** The columns that say whose set it is. */
  readonly owner: Readonly<Record<string, string>>;
  /** The column of the ids in the set. */
  readonly column: string;
}

/** Makes these and only these the set of an owner. */
export async function setLinks(
  work: Work,
  { table, owner, column }: Links,
  ids: readonly string[],
): Promise<void> {
  const whose = { tenant_id: work.tenantId, ...owner };
  const names = Object.keys(whose).map((name) => sql.ref(name));
  const values = Object.values(whose).map((id) => sql`${id}::uuid`);
  const linked = sql.ref(column);
  await sql`
    with gone as (
      delete from ${sql.table(table)}
      where (${sql.join(names)}) = (${sql.join(values)}) and ${linked} <> all(${uuids(ids)})
    )
    insert into ${sql.table(table)} (${sql.join([...names, linked])})
    select ${sql.join(values)}, id from unnest(${uuids(ids)}) as chosen (id)
    on conflict do nothing`.execute(work.db);
}
