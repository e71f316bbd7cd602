import type { Migration } from './migration.ts';

/**
 * What the audit log is read by: time, the bulk action that an entry is part of, what its text is searched in. Columns
 * beside the entry: the chain is of what was hashed, and that stays as it is. The application writes the text of new
 * entries and can't change those that are there; these are searched in what they say themselves.
 */
export const auditReading: Migration = {
  name: '0076-audit-reading',
  async up(run) {
    await run(`
      alter table tenantdesk.audit_events
        add column search_text text collate "C",
        add column plan_id text not null generated always as (coalesce(details ->> 'planId', '')) stored;
      create index audit_events_by_time on tenantdesk.audit_events (tenant_id, at, sequence);
      create index audit_events_by_plan on tenantdesk.audit_events (tenant_id, plan_id, sequence);`);
  },
};
