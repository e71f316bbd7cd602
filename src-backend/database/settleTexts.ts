import { sql } from 'kysely';
import { customerFields } from '#shared/domain/customerFields.ts';
import { columnOf, type Field, type Fields, keyColumnOf } from '#shared/domain/fields.ts';
import { profileFields } from '#shared/domain/profileFields.ts';
import { searchRule } from '#shared/domain/search.ts';
import { textKey } from '#shared/domain/text.ts';
import { userFields } from '#shared/domain/userFields.ts';
import { inEachTenant } from './eachTenant.ts';
import { kyselyOn } from './kyselyOn.ts';
import type { TenantSchema } from './schema.ts';
import { writeSearchTexts } from './searchTexts.ts';
import type { SqlSession } from './sqlDatabase.ts';
import type { WritableDatabase } from './unitOfWork.ts';

/*
 * Rows keep what the application makes of their fields: the text that they are searched in, and the keys that are
 * unique. A database whose rows an older rule wrote gets both anew at the start.
 */

interface Table {
  readonly name: 'customers' | 'users' | 'profiles';
  readonly id: string;
  readonly fields: Fields;
}

const tables: readonly Table[] = [
  { name: 'customers', id: 'customer_id', fields: customerFields },
  { name: 'users', id: 'user_id', fields: userFields },
  { name: 'profiles', id: 'profile_id', fields: profileFields },
];

const key = 'search.rule';
const batch = 5000;

async function settled(session: SqlSession): Promise<boolean> {
  const { rows } = await session.query<{ value: string }>(
    'select value from directory.configuration where key = $1',
    [key],
  );
  return Number(rows[0]?.value ?? 0) >= searchRule;
}

/** The search texts of all rows of a tenant, some at a time. */
async function writeTexts(session: SqlSession, table: 'customers' | 'users', id: string, tenantId: string) {
  const db = kyselyOn<TenantSchema>(session);
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } = await session.query<{ id: string }>(
      `select ${id} as id from ${table} where tenant_id = $1 and ${id} > $2 order by ${id} limit ${batch}`,
      [tenantId, after],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    await writeSearchTexts(db, table, { tenantId, ids: rows.map((row) => row.id) });
    after = last.id;
  }
}

const keyOf = ({ input }: Field, value: string): string => {
  const { data } = input.safeParse(value);
  return textKey(typeof data === 'string' ? data : value);
};

/**
 * The keys of a tenant's rows. Rules differ in other letters than ASCII's and in domains written as ASCII. Where two rows
 * would have one key now, the second keeps the one that it has: nothing is taken from anybody.
 */
async function writeKeys(db: WritableDatabase, { name: table, id, fields }: Table, tenantId: string) {
  for (const [name, field] of Object.entries(fields)) {
    if (field.key === undefined) continue;
    const [value, kept] = [sql.ref(columnOf(name)), sql.ref(keyColumnOf(name))];
    const { rows } = await sql<{ id: string; value: string; kept: string }>`
      select ${sql.ref(id)} as id, ${value} as value, ${kept} as kept from ${sql.table(table)}
      where tenant_id = ${tenantId}::uuid
        and (octet_length(${value}) <> char_length(${value}) or strpos(lower(${value}), 'xn--') > 0)
      order by created_at, ${sql.ref(id)}`.execute(db);
    for (const row of rows) {
      const now = keyOf(field, row.value);
      if (now === row.kept) continue;
      await sql`
        update ${sql.table(table)} set ${kept} = ${now}
        where tenant_id = ${tenantId}::uuid and ${sql.ref(id)} = ${row.id}::uuid and not exists (
          select from ${sql.table(table)} where tenant_id = ${tenantId}::uuid and ${kept} = ${now})`.execute(
        db,
      );
    }
  }
}

/**
 * Makes search texts and keys of all rows anew where an older rule made them, or none. The feed is not told: consoles
 * fold for themselves. `lock` begins a transaction that replicas share.
 */
export async function settleTexts(session: SqlSession, lock: string): Promise<void> {
  if (await settled(session)) return;
  await session.script(lock);
  if (!(await settled(session))) {
    const telling = (verb: 'disable' | 'enable'): string =>
      tables
        .map(({ name }) => `alter table tenantdesk.${name} ${verb} trigger ${name}_note_update;`)
        .join('');
    await session.script(telling('disable'));
    await inEachTenant(session, async (tenantId) => {
      for (const table of tables) {
        if (table.name !== 'profiles') await writeTexts(session, table.name, table.id, tenantId);
        await writeKeys(kyselyOn<TenantSchema>(session), table, tenantId);
      }
    });
    await session.script(telling('enable'));
    await session.query(
      `insert into directory.configuration (key, value) values ($1, $2)
       on conflict (key) do update set value = excluded.value`,
      [key, String(searchRule)],
    );
  }
  await session.query('commit');
}
