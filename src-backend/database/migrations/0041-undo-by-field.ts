import type { Migration } from './migration.ts';

/** What a plan wrote into each user, beside what stood there before: undo compares it with what stands there now. */
export const undoByField: Migration = {
  name: '0041-undo-by-field',
  async up(run) {
    await run('alter table tenantdesk.bulk_plan_users add column after_image jsonb');
  },
};
