import type { Migration } from './migration.ts';

/**
 * Who ran a bulk plan first and when, which an undo leaves as it is: from then on the plan is a job that is listed. Of
 * plans of before, whoever ran them last stands for who did.
 */
export const jobs: Migration = {
  name: '0073-jobs',
  async up(run) {
    await run(`
      alter table tenantdesk.bulk_plans
        add column started_at timestamptz,
        add column started_by_tenant_id uuid,
        add column started_by_user_id uuid,
        add column started_by_name text;
      alter table tenantdesk.bulk_plans no force row level security;
      update tenantdesk.bulk_plans set started_at = created_at, started_by_tenant_id = run_by_tenant_id,
        started_by_user_id = run_by_user_id, started_by_name = run_by_name
      where run_by_user_id is not null;
      alter table tenantdesk.bulk_plans force row level security;
      create index bulk_plans_by_start on tenantdesk.bulk_plans (tenant_id, started_at, plan_id)
        where started_at is not null;`);
  },
};
