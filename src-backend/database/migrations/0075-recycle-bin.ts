import type { Migration } from './migration.ts';

/** Of the before-image, under the names that `users` has for the same. */
const ofUser = (column: string): string => `before_image -> 'user' ->> '${column}'`;

/**
 * What people in the recycle bin would have again, compared with what the actor has: `mightier_users` (0040) for those who
 * are gone. Their roles here are in the before-image; their grants in other tenants are rows of those tenants, which are
 * read there, one tenant after the other. `forget_grants` takes those grants away once nobody can come back to them.
 * SECURITY INVOKER: row-level security holds in both, and both go back to the tenant acted on.
 */
const rights = `
      create function tenantdesk.mightier_deleted_users(
        acted_on uuid, actor_home uuid, actor uuid, people uuid[])
      returns table (user_id uuid) language plpgsql volatile security invoker parallel unsafe as $$
      #variable_conflict use_column
      declare
        held jsonb;
        held_here jsonb;
        elsewhere jsonb;
        managed text;
        staff uuid[];
        found uuid[];
        mightier uuid[] := '{}';
      begin
        perform set_config('app.tenant', actor_home::text, true);
        select coalesce(jsonb_object_agg(m.tenant_id, m.permissions), '{}') into held from (
          select g.tenant_id, jsonb_agg(distinct p.permission) as permissions
          from (select actor_home as managed_tenant_id union
                select a.managed_tenant_id from tenantdesk.account_tenants a
                where a.tenant_id = actor_home and a.user_id = actor) t
          join tenantdesk.role_grants g on g.tenant_id = t.managed_tenant_id
            and g.grantee_tenant_id = actor_home and g.grantee_user_id = actor
          join tenantdesk.roles r on r.tenant_id = g.tenant_id and r.role_id = g.role_id
          cross join lateral unnest(r.permissions) as p (permission)
          group by g.tenant_id) m;
        perform set_config('app.tenant', acted_on::text, true);
        select coalesce(jsonb_agg(distinct p.permission), '[]') into held_here
        from tenantdesk.role_grants g
        join tenantdesk.roles r on r.tenant_id = g.tenant_id and r.role_id = g.role_id
        cross join lateral unnest(r.permissions) as p (permission)
        where g.tenant_id = acted_on and g.grantee_tenant_id = actor_home and g.grantee_user_id = actor;
        select jsonb_object_agg(g.tenant_id, g.people) into elsewhere from (
          select g.tenant_id, jsonb_agg(distinct g.grantee_user_id) as people
          from tenantdesk.deleted_users d
          join tenantdesk.role_grants g on g.grantee_tenant_id = acted_on and g.grantee_user_id = d.user_id
            and g.tenant_id <> acted_on and d.before_image -> 'managed' ? g.tenant_id::text
          where d.tenant_id = acted_on and (people is null or d.user_id = any(people))
          group by g.tenant_id) g;
        for managed in select jsonb_object_keys(coalesce(elsewhere, '{}')) loop
          staff := array(select jsonb_array_elements_text(elsewhere -> managed)::uuid);
          perform set_config('app.tenant', managed, true);
          select array_agg(distinct g.grantee_user_id) into found
          from tenantdesk.role_grants g
          left join tenantdesk.roles r on r.tenant_id = g.tenant_id and r.role_id = g.role_id
          where g.tenant_id = managed::uuid and g.grantee_tenant_id = acted_on and g.grantee_user_id = any(staff)
            and (r.role_id is null or not to_jsonb(r.permissions) <@ coalesce(held -> managed, '[]'));
          mightier := mightier || coalesce(found, '{}');
        end loop;
        perform set_config('app.tenant', acted_on::text, true);
        return query
          select d.user_id from tenantdesk.deleted_users d
          cross join lateral jsonb_array_elements_text(d.before_image -> 'roles') as had (id)
          join tenantdesk.roles r on r.tenant_id = acted_on and r.role_id = had.id::uuid
          where d.tenant_id = acted_on and (people is null or d.user_id = any(people))
            and not to_jsonb(r.permissions) <@ held_here
          union select unnest(mightier);
      end $$;

      create function tenantdesk.forget_grants(home uuid, people uuid[])
      returns void language plpgsql volatile security invoker parallel unsafe as $$
      declare
        elsewhere jsonb;
        managed text;
      begin
        perform set_config('app.tenant', home::text, true);
        select jsonb_object_agg(g.tenant_id, g.people) into elsewhere from (
          select g.tenant_id, jsonb_agg(distinct g.grantee_user_id) as people
          from tenantdesk.role_grants g
          where g.grantee_tenant_id = home and g.grantee_user_id = any(people) and g.tenant_id <> home
            and not exists (
              select from tenantdesk.users u where u.tenant_id = home and u.user_id = g.grantee_user_id)
            and not exists (
              select from tenantdesk.deleted_users d where d.tenant_id = home and d.user_id = g.grantee_user_id)
          group by g.tenant_id) g;
        for managed in select jsonb_object_keys(coalesce(elsewhere, '{}')) loop
          perform set_config('app.tenant', managed, true);
          delete from tenantdesk.role_grants g
          where g.tenant_id = managed::uuid and g.grantee_tenant_id = home
            and g.grantee_user_id in (select jsonb_array_elements_text(elsewhere -> managed)::uuid);
        end loop;
        perform set_config('app.tenant', home::text, true);
      end $$;

      revoke execute on function tenantdesk.mightier_deleted_users, tenantdesk.forget_grants from public;
      grant execute on function tenantdesk.mightier_deleted_users, tenantdesk.forget_grants to tenantdesk_app;`;

/** Who deleted somebody, and what the recycle bin is listed and searched by. Entries that are there get the latter by themselves. */
export const recycleBin: Migration = {
  name: '0075-recycle-bin',
  async up(run) {
    await run(`
      alter table tenantdesk.deleted_users
        add column deleted_by_tenant_id uuid,
        add column deleted_by_user_id uuid,
        add column deleted_by_name text,
        add column customer_title text,
        add column email_key text collate "C" generated always as (coalesce(${ofUser('email_key')}, '')) stored,
        add column name_order text collate "C"
          generated always as (coalesce(${ofUser('name_order')}, ${ofUser('name_key')}, '')) stored,
        add column search_text text collate "C" generated always as (${ofUser('search_text')}) stored;
      create index deleted_users_by_time on tenantdesk.deleted_users (tenant_id, deleted_at, user_id);
      create index deleted_users_by_name on tenantdesk.deleted_users (tenant_id, name_order, user_id);
      create index deleted_users_by_email on tenantdesk.deleted_users (tenant_id, email_key, user_id);`);
    await run(rights);
  },
};
