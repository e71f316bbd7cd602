import type { Migration } from './migration.ts';

/**
 * Who holds a permission that the actor lacks, in this tenant or (`everywhere`) in any tenant that they manage: what is
 * asked before anything that could give control of a person's account. Rights belong to the person, and the two
 * persons may live in different tenants, so the function reads the actor's rights in the actor's home and then goes
 * back to the tenant acted on before it returns a row. SECURITY INVOKER: row-level security holds in it. A role that
 * can't be read counts as more than anyone has.
 */
export const mightierUsers: Migration = {
  name: '0040-mightier-users',
  async up(run) {
    await run(`
      create function tenantdesk.mightier_users(
        acted_on uuid, actor_home uuid, actor uuid, everywhere boolean, people uuid[])
      returns table (user_id uuid) language plpgsql volatile security invoker parallel unsafe as $$
      #variable_conflict use_column
      declare
        held jsonb := '{}';
        held_here jsonb;
      begin
        if everywhere then
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
        end if;
        perform set_config('app.tenant', acted_on::text, true);
        select coalesce(jsonb_agg(distinct p.permission), '[]') into held_here
        from tenantdesk.role_grants g
        join tenantdesk.roles r on r.tenant_id = g.tenant_id and r.role_id = g.role_id
        cross join lateral unnest(r.permissions) as p (permission)
        where g.tenant_id = acted_on and g.grantee_tenant_id = actor_home and g.grantee_user_id = actor;
        return query
          select g.grantee_user_id from tenantdesk.role_grants g
          join tenantdesk.roles r on r.tenant_id = g.tenant_id and r.role_id = g.role_id
          where g.tenant_id = acted_on and g.grantee_tenant_id = acted_on
            and (people is null or g.grantee_user_id = any(people))
            and not to_jsonb(r.permissions) <@ held_here
          union
          select a.user_id from tenantdesk.account_tenants a
          join tenantdesk.role_grants g on g.tenant_id = a.managed_tenant_id
            and g.grantee_tenant_id = acted_on and g.grantee_user_id = a.user_id
          left join tenantdesk.roles r on r.tenant_id = g.tenant_id and r.role_id = g.role_id
          where everywhere and a.tenant_id = acted_on and a.managed_tenant_id <> acted_on
            and (people is null or a.user_id = any(people))
            and (r.role_id is null
              or not to_jsonb(r.permissions) <@ coalesce(held -> (a.managed_tenant_id::text), '[]'));
      end $$;
      revoke execute on function tenantdesk.mightier_users from public;
      grant execute on function tenantdesk.mightier_users to tenantdesk_app;`);
  },
};
