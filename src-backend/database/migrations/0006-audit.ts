import type { Migration } from './migration.ts';
import { tenantTable } from './tenancy.ts';

/** The audit log: insert and select only, a hash chain per tenant whose end is in `audit_heads` (L1). */
export const audit: Migration = {
  name: '0006-audit',
  async up(run) {
    await run(`
      create table tenantdesk.audit_heads (
        tenant_id uuid primary key references tenantdesk.tenants on delete cascade,
        sequence bigint not null,
        hash text not null
      );
      ${tenantTable('tenantdesk.audit_heads', ['select', 'insert', 'update'])}

      create table tenantdesk.audit_events (
        tenant_id uuid not null references tenantdesk.tenants on delete cascade,
        sequence bigint not null,
        event_id uuid not null,
        at timestamptz(3) not null,
        type text not null,
        actor_tenant_id uuid,
        actor_user_id uuid,
        actor_name text,
        target_kind text,
        target_id text,
        target_label text,
        changes jsonb not null,
        details jsonb not null,
        previous_hash text not null,
        hash text not null,
        primary key (tenant_id, sequence),
        unique (tenant_id, event_id)
      );
      create index audit_events_by_type on tenantdesk.audit_events (tenant_id, type, sequence);
      create index audit_events_by_target on tenantdesk.audit_events (tenant_id, target_id, sequence);
      create index audit_events_by_actor on tenantdesk.audit_events (tenant_id, actor_user_id, sequence);
      ${tenantTable('tenantdesk.audit_events', ['select', 'insert'])}`);
  },
};
