import type { Migration } from './migration.ts';
import { tenantTable } from './tenancy.ts';

/** Notes about a user. The author may be of another tenant, and gone by now, so the name is kept as it was. */
export const userNotes: Migration = {
  name: '0078-user-notes',
  async up(run) {
    await run(`
      create table tenantdesk.user_notes (
        tenant_id uuid not null references tenantdesk.tenants on delete cascade,
        user_id uuid not null,
        note_id uuid not null,
        text text not null,
        author_tenant_id uuid not null,
        author_user_id uuid not null,
        author_name text not null,
        created_at timestamptz not null,
        primary key (tenant_id, note_id),
        foreign key (tenant_id, user_id) references tenantdesk.users (tenant_id, user_id) on delete cascade
      );
      create index user_notes_by_time on tenantdesk.user_notes (tenant_id, user_id, created_at, note_id);
      ${tenantTable('tenantdesk.user_notes', ['select', 'insert', 'delete'])}`);
  },
};
