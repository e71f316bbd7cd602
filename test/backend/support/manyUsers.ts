import { sql } from 'kysely';
import type { Administration, Workplace } from './administration.ts';

/** Adds activated users to the workplace's customer in one statement, each holding the profile. */
export async function addUsers(
  backend: Administration,
  at: Workplace,
  { users, profileId }: { readonly users: number; readonly profileId: string },
): Promise<void> {
  await backend.inTenant(at, async ({ db, tenantId }) => {
    await sql`
      with born as (
        insert into users (tenant_id, user_id, customer_id, email, email_key, first_name, last_name, name_key,
          activated_at)
        select ${tenantId}::uuid, gen_random_uuid(), ${at.customer.id}::uuid, 'many' || n || '@many.example',
          'many' || n || '@many.example', 'Many', 'Number ' || n, 'many number ' || n, now()
        from generate_series(1, ${users}::int) n
        returning user_id
      )
      insert into user_profiles (tenant_id, user_id, profile_id)
      select ${tenantId}::uuid, user_id, ${profileId}::uuid from born`.execute(db);
  });
}
