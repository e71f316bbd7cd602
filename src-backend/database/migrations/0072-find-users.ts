import type { Migration } from './migration.ts';

/**
 * Finds people in every tenant in which an account may see users (T7), some tenants at a time: those behind `after` in the
 * order of their ids, until about `budget` users were looked at or `most` were found. JSON: the tenants with whom was found,
 * and the last tenant that was looked at where there are more (`next`).
 *
 * SECURITY INVOKER: row-level security holds in it, one tenant at a time. Which tenants is read in the account's home, by
 * the same grants as everywhere, in this very transaction. Titles of customers are looked in and shown only where the account may
 * see customers. A word of a customer's title counts for all its users, so what is left to find is kept per customer.
 */
export const findUsers: Migration = {
  name: '0072-find-users',
  async up(run) {
    await run(`
      create function tenantdesk.find_users(
        home uuid, caller uuid, words text[], number text, wanted uuid, skipped uuid[], after uuid,
        shown integer, counted integer, most integer, budget integer)
      returns json language plpgsql volatile security invoker parallel unsafe as $$
      declare
        tenants uuid[];
        sizes integer[];
        titled boolean[];
        patterns text[];
        digits text := '%' || number || '%';
        spent integer := 0;
        met integer := 0;
        place integer := 0;
        found integer;
        people json;
        groups json[] := '{}';
      begin
        select array_agg('%' || replace(replace(replace(word, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%')
        into patterns from unnest(words) as word;
        perform set_config('app.tenant', home::text, true);
        select coalesce(array_agg(t.tenant_id order by t.tenant_id), '{}'),
          array_agg(t.user_count order by t.tenant_id), array_agg(held.titles order by t.tenant_id)
        into tenants, sizes, titled
        from (select home as tenant_id union select a.managed_tenant_id from tenantdesk.account_tenants a
              where a.tenant_id = home and a.user_id = caller) mine
        join tenantdesk.tenants t on t.tenant_id = mine.tenant_id
        cross join lateral (
          select bool_or('users.read' = any(r.permissions)) as people,
            bool_or('customers.read' = any(r.permissions)) as titles
          from tenantdesk.role_grants g
          join tenantdesk.roles r on r.tenant_id = g.tenant_id and r.role_id = g.role_id
          where g.tenant_id = t.tenant_id and g.grantee_tenant_id = home and g.grantee_user_id = caller) held
        where held.people and (after is null or t.tenant_id > after) and t.tenant_id <> all(skipped);

        while place < cardinality(tenants) and spent < budget and met < most loop
          place := place + 1;
          spent := spent + sizes[place];
          continue when sizes[place] = 0;
          perform set_config('app.tenant', tenants[place]::text, true);
          with customer as materialized (
            select c.customer_id, case when titled[place] then c.title end as title,
              case when titled[place] then array(
                select p.pattern from unnest(words, patterns) as p (word, pattern)
                where strpos(split_part(coalesce(c.search_text, c.title_order), chr(10), 1), p.word) = 0)
              else patterns end as missing
            from tenantdesk.customers c where c.tenant_id = tenants[place]
          ), hit as (
            select u.*, customer.title from tenantdesk.users u join customer on customer.customer_id = u.customer_id
            where u.tenant_id = tenants[place] and (
              coalesce(u.search_text, u.name_order || chr(10) || u.email_key) like all (customer.missing)
              or coalesce(u.search_text, u.name_order || chr(10) || u.email_key) like digits
              or u.user_id = wanted)
            limit counted
          ), ranked as (
            select hit.*, row_number() over (order by hit.name_order, hit.user_id) as rank from hit
          )
          select count(*), json_agg(json_build_object(
            'id', user_id, 'email', email, 'firstName', first_name, 'lastName', last_name, 'customerTitle', title,
            'activatedAt', tenantdesk.instant(activated_at), 'disabledAt', tenantdesk.instant(disabled_at),
            'lockedUntil', tenantdesk.instant(locked_until), 'accessExpiresAt', tenantdesk.instant(access_expires_at),
            'invitationExpiresAt', tenantdesk.instant(invitation_expires_at)) order by rank) filter (where rank <= shown)
          into found, people from ranked;
          continue when found = 0;
          met := met + least(found, shown);
          groups := groups || json_build_object('tenantId', tenants[place], 'users', people,
            'total', found, 'totalIsExact', found < counted);
        end loop;
        perform set_config('app.tenant', home::text, true);
        return json_build_object('groups', to_json(groups),
          'next', case when place < cardinality(tenants) then tenants[place] end);
      end $$;
      revoke execute on function tenantdesk.find_users from public;
      grant execute on function tenantdesk.find_users to tenantdesk_app;`);
  },
};
