import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { newId } from '../../../src-backend/database/newId.ts';
import { createPasswordHasher } from '../../../src-backend/features/sessions/passwordHasher.ts';

/** Adds a person of the provider who is Admin in every tenant there is. */
export async function addAccount(
  client: pg.Client,
  providerId: string,
): Promise<{ readonly email: string; readonly password: string }> {
  const email = 'admin@bench.example';
  const password = randomUUID();
  const userId = newId();
  await client.query(
    `insert into users (tenant_id, user_id, customer_id, email, email_key, first_name, last_name, name_key, activated_at)
     select $1, $2, customer_id, $3::text, $3::text, 'Bench', 'Admin', 'bench admin', now() from customers where tenant_id = $1`,
    [providerId, userId, email],
  );
  await client.query(
    'insert into user_credentials (tenant_id, user_id, password_hash, password_set_at) values ($1, $2, $3, now())',
    [providerId, userId, await createPasswordHasher().hash(password)],
  );
  await client.query(
    `insert into role_grants (tenant_id, grantee_tenant_id, grantee_user_id, role_id)
     select tenant_id, $1, $2, role_id from roles where name = 'Admin'`,
    [providerId, userId],
  );
  await client.query(
    `insert into account_tenants (tenant_id, user_id, managed_tenant_id)
     select $1, $2, tenant_id from tenants where tenant_id <> $1`,
    [providerId, userId],
  );
  return { email, password };
}
