import type { Migration } from './migration.ts';
import { tenantTable } from './tenancy.ts';

/** Answers to remember, bulk plans with their effects and outcomes, and mails on their way out. */
export const commands: Migration = {
  name: '0007-commands',
  async up(run) {
    await run(`
      create table tenantdesk.idempotency_keys (
        tenant_id uuid not null references tenantdesk.tenants on delete cascade,
        account_tenant_id uuid not null,
        account_user_id uuid not null,
        key text collate "C" not null,
        fingerprint text not null,
        status integer,
        answer text,
        created_at timestamptz not null default now(),
        primary key (tenant_id, account_tenant_id, account_user_id, key)
      );
      create index idempotency_keys_by_age on tenantdesk.idempotency_keys (tenant_id, created_at);
      ${tenantTable('tenantdesk.idempotency_keys')}

      create table tenantdesk.bulk_plans (
        tenant_id uuid not null references tenantdesk.tenants on delete cascade,
        plan_id uuid not null,
        created_by_tenant_id uuid not null,
        created_by_user_id uuid not null,
        created_by_name text not null,
        action jsonb not null,
        selection jsonb not null,
        state text not null default 'planned',
        totals jsonb not null,
        done integer not null default 0,
        succeeded integer not null default 0,
        failed integer not null default 0,
        skipped integer not null default 0,
        total integer not null default 0,
        undoable boolean not null default false,
        cancel_requested boolean not null default false,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        finished_at timestamptz,
        primary key (tenant_id, plan_id)
      );
      create index bulk_plans_by_age on tenantdesk.bulk_plans (tenant_id, created_at);
      ${tenantTable('tenantdesk.bulk_plans')}

      create table tenantdesk.bulk_plan_users (
        tenant_id uuid not null,
        plan_id uuid not null,
        user_id uuid not null,
        name text not null,
        name_key text collate "C" not null,
        email text not null,
        user_version integer not null,
        effect text not null check (effect in ('changed', 'unchanged', 'refused')),
        gains uuid[] not null default '{}',
        losses uuid[] not null default '{}',
        kept uuid[] not null default '{}',
        losing boolean not null default false,
        refused_because text,
        before_image jsonb,
        outcome text,
        reason text,
        result_version integer,
        primary key (tenant_id, plan_id, user_id),
        foreign key (tenant_id, plan_id) references tenantdesk.bulk_plans on delete cascade
      );
      create index bulk_plan_users_by_name on tenantdesk.bulk_plan_users (tenant_id, plan_id, name_key, user_id);
      create index bulk_plan_users_losing on tenantdesk.bulk_plan_users (tenant_id, plan_id, name_key, user_id)
        where losing;
      create index bulk_plan_users_by_outcome on tenantdesk.bulk_plan_users
        (tenant_id, plan_id, outcome, name_key, user_id);
      create index bulk_plan_users_waiting on tenantdesk.bulk_plan_users (tenant_id, plan_id, user_id)
        where outcome is null;
      ${tenantTable('tenantdesk.bulk_plan_users')}

      create table tenantdesk.mail_outbox (
        tenant_id uuid not null references tenantdesk.tenants on delete cascade,
        mail_id uuid not null,
        kind text not null,
        user_id uuid,
        to_name text not null,
        to_address text not null,
        subject text not null,
        text text not null,
        html text not null,
        created_at timestamptz not null default now(),
        attempts integer not null default 0,
        next_attempt_at timestamptz not null default now(),
        sent_at timestamptz,
        failed_at timestamptz,
        last_error text,
        primary key (tenant_id, mail_id)
      );
      create index mail_outbox_waiting on tenantdesk.mail_outbox (tenant_id, next_attempt_at, mail_id)
        where sent_at is null and failed_at is null;
      create index mail_outbox_by_user on tenantdesk.mail_outbox (tenant_id, user_id, created_at);
      ${tenantTable('tenantdesk.mail_outbox')}`);
  },
};
