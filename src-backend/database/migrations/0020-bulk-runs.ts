import type { Migration } from './migration.ts';

/**
 * Who ran a bulk plan (or undid it), which need not be who made it: jobs write the audit log in that name. And indexes
 * that leave alone what a run writes for each user it succeeds with: with room in the page and no index on the outcome,
 * that update touches no index at all. A run remembers how far it is, so it needs none for who is waiting.
 */
export const bulkRuns: Migration = {
  name: '0020-bulk-runs',
  async up(run) {
    await run(`
      alter table tenantdesk.bulk_plans
        add column run_by_tenant_id uuid,
        add column run_by_user_id uuid,
        add column run_by_name text;
      drop index tenantdesk.bulk_plan_users_waiting;
      drop index tenantdesk.bulk_plan_users_by_outcome;
      create index bulk_plan_users_with_reason on tenantdesk.bulk_plan_users (tenant_id, plan_id, name_key, user_id)
        where reason is not null;
      alter table tenantdesk.bulk_plan_users set (fillfactor = 50);`);
  },
};
