import type { Migration } from './migration.ts';

/**
 * Roles belong to the whole cluster, so several databases may create them at once: whoever loses the race finds them
 * there. Works for a superuser and for an owner with CREATEROLE (who must then be allowed to become them).
 */
const role = (name: string): string => `
  do $$
  declare
    privilege text := case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end;
  begin
    for attempt in 1..20 loop
      begin
        if not exists (select from pg_catalog.pg_roles where rolname = '${name}') then
          create role ${name} nologin nosuperuser nobypassrls nocreatedb nocreaterole;
        end if;
        if not pg_catalog.pg_has_role(current_user, '${name}', privilege) then
          execute 'grant ${name} to current_user';
        end if;
        return;
      exception when duplicate_object or unique_violation or internal_error then
        perform pg_catalog.pg_sleep(0.01 * attempt);
      end;
    end loop;
    raise exception 'The role ${name} could not be created or granted to %.', current_user;
  end $$;`;

/** Schemas, the two unprivileged roles, extensions, and what makes the change feed. */
export const foundation: Migration = {
  name: '0001-foundation',
  async up(run) {
    await run(role('tenantdesk_app'));
    await run(role('tenantdesk_directory'));
    await run(`
      create extension if not exists pg_trgm with schema public;
      create extension if not exists btree_gin with schema public;
      create schema tenantdesk;
      grant usage on schema tenantdesk to tenantdesk_app;
      grant usage on schema directory to tenantdesk_app, tenantdesk_directory;

      create function tenantdesk.instant(at timestamptz) returns text language sql stable parallel safe
        return to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

      create function tenantdesk.stamp_change() returns trigger language plpgsql as $$
      begin
        new.changed_xid := pg_current_xact_id();
        return new;
      end $$;

      create function tenantdesk.bury() returns trigger language plpgsql as $$
      begin
        execute format(
          'insert into tenantdesk.tombstones (tenant_id, entity, id) select tenant_id, %L, %I from gone
           on conflict (tenant_id, entity, id) do update set changed_xid = excluded.changed_xid',
          tg_argv[0], tg_argv[1]);
        return null;
      end $$;

      create function tenantdesk.unbury() returns trigger language plpgsql as $$
      begin
        execute format(
          'delete from tenantdesk.tombstones t using born b
           where t.tenant_id = b.tenant_id and t.entity = %L and t.id = b.%I',
          tg_argv[0], tg_argv[1]);
        return null;
      end $$;`);
  },
};
