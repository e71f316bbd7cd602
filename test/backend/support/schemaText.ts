import type { SqlDatabase } from '../../../src-backend/database/sqlDatabase.ts';

const definitions = `
  with own as (select oid, nspname from pg_namespace where nspname in ('tenantdesk', 'directory')),
    tables as (select c.oid, c.relrowsecurity, c.relforcerowsecurity, c.relacl, c.reloptions, c.relowner::regrole as owner
      from pg_class c join own on own.oid = c.relnamespace where c.relkind = 'r')
  select format('table %s %s %s %s %s %s', oid::regclass, owner, relrowsecurity, relforcerowsecurity, relacl, reloptions)
    as line from tables
  union all select format('column %s %s %s %s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod),
      attnotnull, attcollation::regcollation, pg_get_expr(adbin, adrelid))
    from pg_attribute join tables on tables.oid = attrelid
    left join pg_attrdef on adrelid = attrelid and adnum = attnum where attnum > 0 and not attisdropped
  union all select format('constraint %s %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(c.oid), convalidated)
    from pg_constraint c join tables on tables.oid = conrelid
  union all select format('index %s %s %s %s', pg_get_indexdef(indexrelid), indisvalid, indisready, indisreplident)
    from pg_index join tables on tables.oid = indrelid
  union all select format('trigger %s %s', pg_get_triggerdef(t.oid), tgenabled)
    from pg_trigger t join tables on tables.oid = tgrelid where not tgisinternal
  union all select format('checks of %s by %s: %s, enabled %s', conname, tgfoid::regproc, tgtype, tgenabled)
    from pg_trigger t join pg_constraint c on c.oid = tgconstraint join tables on tables.oid = tgrelid
  union all select format('policy %s %s %s %s %s', polrelid::regclass, polname, polcmd,
      pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
    from pg_policy join tables on tables.oid = polrelid
  union all select format('function %s %s', p.oid::regprocedure, pg_get_functiondef(p.oid))
    from pg_proc p join own on own.oid = p.pronamespace
  order by 1`;

/** Everything that makes the schema, a line each: the same text, the same schema. */
export async function schemaText(database: SqlDatabase): Promise<readonly string[]> {
  const { rows } = await database.session((session) => session.query<{ line: string }>(definitions));
  return rows.map(({ line }) => line);
}
