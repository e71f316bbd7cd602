import { callerFactsFunction } from './0030-caller-facts.ts';
import type { Migration } from './migration.ts';

const standing = `p.tenant_id = home and p.user_id = caller and p.grant_id = session::text and p.model = 'Grant'
              and coalesce(p.expires_at > now(), true)`;

/**
 * `caller_facts` again, stricter: a session must be the caller's own and not be over, even before the hourly cleaning
 * takes it away; and only the application's role may call it. It stays SECURITY INVOKER (row-level security holds in
 * it, so nobody sees more through it than without it), volatile and parallel unsafe (it sets the tenant), and names
 * every table with its schema, so that no search path leads it elsewhere.
 */
export const callerFactsNarrowed: Migration = {
  name: '0031-caller-facts-narrowed',
  async up(run) {
    await run(`
      grant select (expires_at) on directory.oidc_payloads to tenantdesk_app;
      ${callerFactsFunction(standing)}
      revoke execute on function tenantdesk.caller_facts from public;
      grant execute on function tenantdesk.caller_facts to tenantdesk_app;`);
  },
};
