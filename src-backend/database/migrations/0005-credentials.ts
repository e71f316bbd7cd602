import type { Migration } from './migration.ts';
import { tenantTable } from './tenancy.ts';

/** Secrets of people (hashed, never in the feed) and what the OAuth server keeps. */
export const credentials: Migration = {
  name: '0005-credentials',
  async up(run) {
    await run(`
      create table tenantdesk.user_credentials (
        tenant_id uuid not null,
        user_id uuid not null,
        password_hash text,
        password_set_at timestamptz,
        failed_attempts integer not null default 0,
        last_failed_at timestamptz,
        primary key (tenant_id, user_id),
        foreign key (tenant_id, user_id) references tenantdesk.users on delete cascade
      );
      ${tenantTable('tenantdesk.user_credentials')}

      create table tenantdesk.activation_tokens (
        tenant_id uuid not null,
        token_hash bytea not null,
        user_id uuid not null,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        consumed_at timestamptz,
        superseded_at timestamptz,
        primary key (tenant_id, token_hash),
        foreign key (tenant_id, user_id) references tenantdesk.users on delete cascade
      );
      create unique index activation_tokens_live on tenantdesk.activation_tokens (tenant_id, user_id)
        where consumed_at is null and superseded_at is null;
      create index activation_tokens_by_user on tenantdesk.activation_tokens (tenant_id, user_id, created_at);
      create index activation_tokens_by_expiry on tenantdesk.activation_tokens (tenant_id, expires_at);
      ${tenantTable('tenantdesk.activation_tokens')}

      create table directory.oidc_payloads (
        model text not null,
        id text not null,
        payload jsonb not null,
        grant_id text,
        user_code text,
        uid text,
        tenant_id uuid,
        user_id uuid,
        expires_at timestamptz,
        consumed_at timestamptz,
        primary key (model, id)
      );
      create index oidc_payloads_by_grant on directory.oidc_payloads (grant_id) where grant_id is not null;
      create index oidc_payloads_by_uid on directory.oidc_payloads (model, uid) where uid is not null;
      create index oidc_payloads_by_user_code on directory.oidc_payloads (model, user_code)
        where user_code is not null;
      create index oidc_payloads_by_user on directory.oidc_payloads (tenant_id, user_id) where user_id is not null;
      create index oidc_payloads_by_expiry on directory.oidc_payloads (expires_at);
      ${tenantTable('directory.oidc_payloads', ['delete'])}
      grant select (model, tenant_id, user_id, grant_id) on directory.oidc_payloads to tenantdesk_app;
      create policy directory_keeps on directory.oidc_payloads for all to tenantdesk_directory
        using (true) with check (true);
      grant select, insert, update, delete on directory.oidc_payloads to tenantdesk_directory;

      create table directory.oidc_keys (
        kid text primary key,
        jwk jsonb not null,
        created_at timestamptz not null default now(),
        retired_at timestamptz
      );
      grant select, insert, update on directory.oidc_keys to tenantdesk_directory;`);
  },
};
