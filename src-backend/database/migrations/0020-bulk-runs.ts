import type { Migration } from './migration.ts';

/** Who ran a bulk plan (or undid it), which need not be who made it: jobs write the audit log in that name. */
export const bulkRuns: Migration = {
  name: '0020-bulk-runs',
  async up(run) {
    await run(`
      alter table tenantdesk.bulk_plans
        add column run_by_tenant_id uuid,
        add column run_by_user_id uuid,
        add column run_by_name text;`);
  },
};
