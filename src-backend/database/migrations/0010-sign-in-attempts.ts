import type { Migration } from './migration.ts';

/**
 * Failed sign-ins in a row, by a hash of the address that was typed (of the address and the device, where the device
 * has signed in before). Addresses that nobody has are counted too, or the lock would tell who exists.
 */
export const signInAttempts: Migration = {
  name: '0010-sign-in-attempts',
  async up(run) {
    await run(`
      create table directory.sign_in_attempts (
        attempt_key bytea primary key,
        failures integer not null,
        last_failed_at timestamptz not null,
        locked_until timestamptz
      );
      create index sign_in_attempts_by_age on directory.sign_in_attempts (last_failed_at);
      grant select, insert, update, delete on directory.sign_in_attempts to tenantdesk_directory;`);
  },
};
