import { columnNames } from '../../database/fieldColumns.ts';
import { userFields } from '#shared/domain/userFields.ts';

/** A table whose rows hang on a user, come into the recycle bin with the user, and back out of it. */
export interface BinTable {
  readonly table: string;
  /** Where a before-image has it. Entries of earlier versions are found under it too. */
  readonly image: string;
  /** SQL of what is kept, of the user `u`. */
  readonly kept: string;
  /** SQL that brings it back, from `back`: tenant_id, user_id, the image `was`, and the time `now`. */
  readonly restored: string;
}

/** What the user has is a set of ids, one a row. Ids that are no longer in `among` are left out. */
function idsIn(table: string, image: string, column: string, among?: string): BinTable {
  const still =
    among === undefined
      ? ''
      : `join ${among} o on o.tenant_id = back.tenant_id and o.${column} = had.id::uuid`;
  return {
    table,
    image,
    kept: `array(select s.${column} from ${table} s where s.tenant_id = u.tenant_id and s.user_id = u.user_id)`,
    restored: `insert into ${table} (tenant_id, user_id, ${column})
      select back.tenant_id, back.user_id, had.id::uuid from back
      cross join jsonb_array_elements_text(back.was -> '${image}') as had (id) ${still}`,
  };
}

/** The user has one row, or none. Of several, `which` says the one that counts. */
function rowIn(table: string, image: string, columns: string, which = 'true'): BinTable {
  return {
    table,
    image,
    kept: `(select to_jsonb(s) from ${table} s where s.tenant_id = u.tenant_id and s.user_id = u.user_id and ${which})`,
    restored: `insert into ${table} (tenant_id, user_id, ${columns})
      select back.tenant_id, back.user_id, ${columns
        .split(', ')
        .map((column) => `had.${column}`)
        .join(', ')}
      from back, jsonb_populate_record(null::${table}, back.was -> '${image}') as had
      where jsonb_typeof(back.was -> '${image}') = 'object'`,
  };
}

/** The user has any number of rows. */
function rowsIn(table: string, image: string, columns: string): BinTable {
  return {
    table,
    image,
    kept: `(select coalesce(jsonb_agg(to_jsonb(s)), '[]') from ${table} s
      where s.tenant_id = u.tenant_id and s.user_id = u.user_id)`,
    restored: `insert into ${table} (tenant_id, user_id, ${columns})
      select back.tenant_id, back.user_id, ${columns
        .split(', ')
        .map((column) => `had.${column}`)
        .join(', ')}
      from back, jsonb_populate_recordset(null::${table}, coalesce(back.was -> '${image}', '[]')) as had`,
  };
}

/** Roles in the tenant itself. Those in tenants that the person manages are rows of those tenants, and stay there. */
const roles: BinTable = {
  table: 'role_grants',
  image: 'roles',
  kept: `array(select s.role_id from role_grants s where s.tenant_id = u.tenant_id
    and s.grantee_tenant_id = u.tenant_id and s.grantee_user_id = u.user_id)`,
  restored: `insert into role_grants (tenant_id, grantee_tenant_id, grantee_user_id, role_id, granted_at)
    select r.tenant_id, r.tenant_id, back.user_id, r.role_id, back.now from back
    cross join jsonb_array_elements_text(back.was -> 'roles') as had (id)
    join roles r on r.tenant_id = back.tenant_id and r.role_id = had.id::uuid
    on conflict do nothing`,
};

/** Everything that hangs on a user. A test compares it with the database's own catalogue. */
export const binTables: readonly BinTable[] = [
  idsIn('user_profiles', 'profiles', 'profile_id', 'profiles'),
  roles,
  idsIn('account_tenants', 'managed', 'managed_tenant_id'),
  rowIn('user_credentials', 'credentials', 'password_hash, password_set_at, failed_attempts, last_failed_at'),
  rowIn(
    'activation_tokens',
    'link',
    'token_hash, created_at, expires_at',
    's.consumed_at is null and s.superseded_at is null',
  ),
  rowIn('user_avatars', 'avatar', 'image'),
  rowsIn('user_notes', 'notes', 'note_id, text, author_tenant_id, author_user_id, author_name, created_at'),
];

/** Columns of `users` that come back as they were. */
export const restoredColumns: readonly string[] = [
  ...columnNames(userFields),
  ...'tenant_id user_id name_key auth_method second_factors source avatar activated_at disabled_at'.split(
    ' ',
  ),
  ...'locked_until access_expires_at invitation_sent_at invitation_expires_at last_login_at last_mail created_at'.split(
    ' ',
  ),
];
