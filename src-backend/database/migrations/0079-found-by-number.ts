import type { Migration } from './migration.ts';

/** `find_users` (0072) says the numbers of whom it finds, too: a caller is found by a number, which then is to be seen. */
export const foundByNumber: Migration = {
  name: '0079-found-by-number',
  async up(run) {
    await run(`
      do $$ begin
        execute replace(pg_get_functiondef('tenantdesk.find_users'::regproc), '''email'', email, ',
          '''email'', email, ''employeeNumber'', employee_number, ''phones'', phones, ');
      end $$;`);
  },
};
