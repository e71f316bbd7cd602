import type { Migration } from './migration.ts';

/**
 * `caller_facts` again, stricter: a session must be the caller's own and not be over, even before the hourly cleaning
 * takes it away; and only the application's role may call it. It stays SECURITY INVOKER (row-level security holds in
 * it, so nobody sees more through it than without it), volatile and parallel unsafe (it sets the tenant), and names
 * every table with its schema, so that no search path leads it elsewhere.
 */
export const callerFactsNarrowed: Migration = {
  name: '0031-caller-facts-narrowed',
  async up(run) {
    await run(`
      grant select (expires_at) on directory.oidc_payloads to tenantdesk_app;
      create or replace function tenantdesk.caller_facts(home uuid, caller uuid, acted_on uuid, session uuid)
      returns table (email text, name text, may_sign_in boolean, session_stands boolean, permissions json)
      language plpgsql volatile security invoker parallel unsafe as $$
      begin
        perform set_config('app.tenant', home::text, true);
        select u.email, u.first_name || ' ' || u.last_name,
          u.activated_at is not null and u.disabled_at is null and coalesce(u.access_expires_at > now(), true),
          session is null or exists (
            select from directory.oidc_payloads p
            where p.tenant_id = home and p.user_id = caller and p.grant_id = session::text and p.model = 'Grant'
              and coalesce(p.expires_at > now(), true))
        into email, name, may_sign_in, session_stands
        from tenantdesk.users u where u.tenant_id = home and u.user_id = caller;
        perform set_config('app.tenant', acted_on::text, true);
        select json_agg(r.permissions) into permissions
        from tenantdesk.role_grants g
        join tenantdesk.roles r on r.tenant_id = g.tenant_id and r.role_id = g.role_id
        where g.tenant_id = acted_on and g.grantee_tenant_id = home and g.grantee_user_id = caller;
        return next;
      end $$;
      revoke execute on function tenantdesk.caller_facts from public;
      grant execute on function tenantdesk.caller_facts to tenantdesk_app;`);
  },
};
