import type { Migration } from './migration.ts';

/**
 * What became of the last mail to each user, beside the user, so that consoles have it offline. A mail is of no use after `useless_at`;
 * one that has `sent_at` and `failed_at` was given back by a server further on.
 */
export const mailDelivery: Migration = {
  name: '0070-mail-delivery',
  async up(run) {
    await run(`
      alter table tenantdesk.users add column last_mail jsonb;
      alter table tenantdesk.mail_outbox add column useless_at timestamptz;`);
  },
};
