import type { Migration } from './migration.ts';
import { stampedTable } from './stampedTable.ts';
import { tenantTable } from './tenancy.ts';

/**
 * Customers and users. Counts of users and customers are kept by triggers, so that nobody who writes can forget them;
 * they never touch a version. Keys that sort are compared bytewise, the same on every platform.
 */
export const customersAndUsers: Migration = {
  name: '0004-customers-and-users',
  async up(run) {
    await run(`
      create table tenantdesk.customers (
        tenant_id uuid not null references tenantdesk.tenants on delete cascade,
        customer_id uuid not null,
        version integer not null default 1,
        title text not null,
        title_key text collate "C" not null,
        email text not null default '',
        city text not null default '',
        address text not null default '',
        address2 text not null default '',
        postal_code text not null default '',
        country text not null default '',
        time_zone text,
        user_count integer not null default 0,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        changed_xid xid8 not null,
        primary key (tenant_id, customer_id),
        unique (tenant_id, title_key)
      );
      ${tenantTable('tenantdesk.customers')}
      ${stampedTable('customers', 'customer', 'customer_id')}

      create table tenantdesk.users (
        tenant_id uuid not null references tenantdesk.tenants on delete cascade,
        user_id uuid not null,
        customer_id uuid not null,
        version integer not null default 1,
        email text not null,
        email_key text collate "C" not null,
        first_name text not null,
        last_name text not null,
        name_key text collate "C" not null,
        phones jsonb not null default '[]',
        job_title text not null default '',
        department text not null default '',
        time_zone text,
        currency text not null default 'USD',
        auth_method text not null default 'local' check (auth_method in ('local', 'sso', 'sso-password')),
        second_factors text[] not null default '{}',
        source text not null default 'console',
        avatar text,
        activated_at timestamptz,
        disabled_at timestamptz,
        locked_until timestamptz,
        access_expires_at timestamptz,
        invitation_sent_at timestamptz,
        invitation_expires_at timestamptz,
        last_login_at timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        changed_xid xid8 not null,
        primary key (tenant_id, user_id),
        unique (tenant_id, email_key),
        foreign key (tenant_id, customer_id) references tenantdesk.customers
      );
      create index users_by_name on tenantdesk.users (tenant_id, name_key, user_id);
      create index users_by_customer_and_name on tenantdesk.users (tenant_id, customer_id, name_key, user_id);
      create index users_by_last_login on tenantdesk.users (tenant_id, last_login_at, user_id);
      create index users_by_creation on tenantdesk.users (tenant_id, created_at, user_id);
      create index users_by_search on tenantdesk.users
        using gin (tenant_id, name_key gin_trgm_ops, email_key gin_trgm_ops);
      ${tenantTable('tenantdesk.users')}
      ${stampedTable('users', 'user', 'user_id')}
      alter table tenantdesk.account_tenants
        add foreign key (tenant_id, user_id) references tenantdesk.users on delete cascade;

      create table tenantdesk.user_profiles (
        tenant_id uuid not null,
        user_id uuid not null,
        profile_id uuid not null,
        primary key (tenant_id, user_id, profile_id),
        foreign key (tenant_id, user_id) references tenantdesk.users on delete cascade,
        foreign key (tenant_id, profile_id) references tenantdesk.profiles
      );
      create index user_profiles_by_profile on tenantdesk.user_profiles (tenant_id, profile_id, user_id);
      ${tenantTable('tenantdesk.user_profiles')}

      create table tenantdesk.user_avatars (
        tenant_id uuid not null,
        user_id uuid not null,
        image bytea not null,
        primary key (tenant_id, user_id),
        foreign key (tenant_id, user_id) references tenantdesk.users on delete cascade
      );
      ${tenantTable('tenantdesk.user_avatars')}

      create table tenantdesk.deleted_users (
        tenant_id uuid not null references tenantdesk.tenants on delete cascade,
        user_id uuid not null,
        before_image jsonb not null,
        deleted_at timestamptz not null default now(),
        purge_after timestamptz not null,
        primary key (tenant_id, user_id)
      );
      create index deleted_users_by_purge on tenantdesk.deleted_users (tenant_id, purge_after);
      ${tenantTable('tenantdesk.deleted_users')}`);
    await run(counters);
    await run(signInNames);
  },
};

/** One statement per changed table and statement, in the order of ids, so that two writers can't deadlock here. */
const counters = `
  create function tenantdesk.count_customers() returns trigger language plpgsql as $$
  begin
    update tenantdesk.tenants t set customer_count = t.customer_count + d.n
    from (select tenant_id, case when tg_op = 'INSERT' then count(*) else -count(*) end as n
          from changed group by tenant_id order by tenant_id) d
    where t.tenant_id = d.tenant_id;
    return null;
  end $$;
  create trigger customers_count_in after insert on tenantdesk.customers
    referencing new table as changed for each statement execute function tenantdesk.count_customers();
  create trigger customers_count_out after delete on tenantdesk.customers
    referencing old table as changed for each statement execute function tenantdesk.count_customers();

  create function tenantdesk.count_users() returns trigger language plpgsql as $$
  begin
    perform from tenantdesk.customers c
      where (c.tenant_id, c.customer_id) in (select tenant_id, customer_id from changed)
      order by c.tenant_id, c.customer_id for no key update;
    update tenantdesk.customers c set user_count = c.user_count + d.n
    from (select tenant_id, customer_id, case when tg_op = 'INSERT' then count(*) else -count(*) end as n
          from changed group by tenant_id, customer_id) d
    where c.tenant_id = d.tenant_id and c.customer_id = d.customer_id;
    update tenantdesk.tenants t set user_count = t.user_count + d.n
    from (select tenant_id, case when tg_op = 'INSERT' then count(*) else -count(*) end as n
          from changed group by tenant_id) d
    where t.tenant_id = d.tenant_id;
    return null;
  end $$;
  create trigger users_count_in after insert on tenantdesk.users
    referencing new table as changed for each statement execute function tenantdesk.count_users();
  create trigger users_count_out after delete on tenantdesk.users
    referencing old table as changed for each statement execute function tenantdesk.count_users();

  create function tenantdesk.count_moved_user() returns trigger language plpgsql as $$
  begin
    update tenantdesk.customers c
    set user_count = c.user_count + case when c.customer_id = new.customer_id then 1 else -1 end
    where c.tenant_id = new.tenant_id and c.customer_id in (old.customer_id, new.customer_id);
    return null;
  end $$;
  create trigger users_count_moved after update of customer_id on tenantdesk.users
    for each row when (old.customer_id is distinct from new.customer_id)
    execute function tenantdesk.count_moved_user();`;

/** Which tenants know an e-mail address: what sign-in asks before a tenant is known (A1). */
const signInNames = `
  create table directory.sign_in_names (
    email_key text collate "C" not null,
    tenant_id uuid not null,
    user_id uuid not null,
    primary key (email_key, tenant_id),
    foreign key (tenant_id, user_id) references tenantdesk.users on delete cascade
  );
  create index sign_in_names_by_user on directory.sign_in_names (tenant_id, user_id);
  ${tenantTable('directory.sign_in_names')}
  create policy directory_reads on directory.sign_in_names for select to tenantdesk_directory using (true);
  grant select on directory.sign_in_names to tenantdesk_directory;

  create function tenantdesk.name_for_sign_in() returns trigger language plpgsql as $$
  begin
    insert into directory.sign_in_names (email_key, tenant_id, user_id)
      select email_key, tenant_id, user_id from born;
    return null;
  end $$;
  create trigger users_name_for_sign_in after insert on tenantdesk.users
    referencing new table as born for each statement execute function tenantdesk.name_for_sign_in();
  create function tenantdesk.rename_for_sign_in() returns trigger language plpgsql as $$
  begin
    update directory.sign_in_names set email_key = new.email_key
      where tenant_id = new.tenant_id and user_id = new.user_id;
    return null;
  end $$;
  create trigger users_rename_for_sign_in after update of email_key on tenantdesk.users
    for each row when (old.email_key is distinct from new.email_key)
    execute function tenantdesk.rename_for_sign_in();`;
