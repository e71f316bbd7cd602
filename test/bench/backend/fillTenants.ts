import { defaultRoles } from '#shared/domain/permissions.ts';
import { newId } from '../../../src-backend/database/newId.ts';
import type { SqlSession } from '../../../src-backend/database/sqlDatabase.ts';

export interface TenantSize {
  readonly users: number;
  /** Users of each of the first customers; the rest is spread evenly over the others. */
  readonly bigCustomers?: readonly number[];
  readonly customers: number;
}

export interface FilledTenant {
  readonly id: string;
  /** In the order of their numbers. */
  readonly customerIds: readonly string[];
  readonly profileIds: readonly string[];
}

const profileNames = ['Facility Manager', 'Supplier', 'Client', 'Cleaner', 'Technician', 'Controller'];

/** Names as people have them: a few hundred combinations, so that many share one and sorting has ties to break. */
const firstNames = `array['Ana','Björn','Chiara','Dmitri','Elif','Femi','Grace','Hana','Ivan','Jürgen','Keiko','Lars',
  'Mona','Nuno','Olga','Pavel','Quinn','Rosa','Sven','Tomás','Uma','Vera','Wim','Yara','Zoë']`;
const lastNames = `array['Almeida','Bauer','Ćurić','Dubois','Eriksen','Fischer','García','Haddad','Ito','Jensen','Kaya',
  'Lindqvist','Moreau','Nowak','Okafor','Petrov','Quispe','Rossi','Schmidt','Tanaka','Ueda','Varga','Weber','Xu','Yilmaz']`;

/** The customer (from 1) of the user with the number n (from 1) within its tenant. */
function customerOf({ bigCustomers = [], customers }: TenantSize): string {
  let before = 0;
  const branches = bigCustomers.map((users, index) => {
    before += users;
    return `when n <= ${before} then ${index + 1}`;
  });
  const others = `1 + ${bigCustomers.length} + (n % ${customers - bigCustomers.length})`;
  return branches.length === 0 ? others : `case ${branches.join(' ')} else ${others} end`;
}

/** Fills tenants of one size, set by set, within a bulk load. Two of three users are activated, each holds one to three profiles. */
export async function fillTenants(
  session: SqlSession,
  tenants: readonly { readonly id: string; readonly name: string; readonly parentId: string | null }[],
  size: TenantSize,
): Promise<readonly FilledTenant[]> {
  const ids = tenants.map((tenant) => tenant.id);
  await session.query(
    `insert into tenants (tenant_id, parent_id, name, code, color, kind)
     select id, parent, name, upper(left(name, 8)), 'teal', case when parent is null then 'service-provider' else 'managed' end
     from unnest($1::uuid[], $2::uuid[], $3::text[]) as t (id, parent, name)`,
    [ids, tenants.map((tenant) => tenant.parentId), tenants.map((tenant) => tenant.name)],
  );
  await session.query(
    `insert into roles (tenant_id, role_id, kind, name, name_key, permissions)
     select tenant, gen_random_uuid(), 'default', r ->> 'name', lower(r ->> 'name'),
       array(select jsonb_array_elements_text(r -> 'permissions'))
     from unnest($1::uuid[]) tenant, jsonb_array_elements($2::jsonb) r`,
    [ids, JSON.stringify(Object.entries(defaultRoles).map(([name, permissions]) => ({ name, permissions })))],
  );
  await session.query(
    `with product as (
       insert into products (tenant_id, product_id, code, name)
       select tenant, gen_random_uuid(), 'FM', 'Facility' from unnest($1::uuid[]) tenant
       returning tenant_id, product_id
     )
     insert into profiles (tenant_id, profile_id, kind, product_id, name, name_key)
     select tenant_id, gen_random_uuid(), 'system', product_id, name, lower(name) from product, unnest($2::text[]) name`,
    [ids, profileNames],
  );
  await session.query(
    `insert into customers (tenant_id, customer_id, title, title_key, email, city, address)
     select tenant, gen_random_uuid(), 'Customer ' || to_char(n, 'FM00000'), 'customer ' || to_char(n, 'FM00000'),
       'office' || n || '@customer.example', 'Zagreb', 'Main street ' || n
     from unnest($1::uuid[]) tenant, generate_series(1, $2::int) n`,
    [ids, size.customers],
  );
  await session.query(
    `insert into users (tenant_id, user_id, customer_id, email, email_key, first_name, last_name, name_key, phones,
       job_title, department, source, activated_at, last_login_at, created_at)
     select tenant, gen_random_uuid(), c.customer_id, 'user' || n || '@customer.example', 'user' || n || '@customer.example',
       first, last, lower(first || ' ' || last), jsonb_build_array(jsonb_build_object('kind', 'work', 'number', '+385 1 ' || (100000 + n))),
       'Technician', 'Operations', 'demo', case when n % 3 > 0 then now() - interval '30 days' end,
       case when n % 3 > 0 then now() - n % 1000 * interval '1 hour' end, now() - (n % 5000) * interval '1 hour'
     from unnest($1::uuid[]) tenant cross join generate_series(1, $2::int) n
     cross join lateral (select (${firstNames})[1 + n % 25] as first, (${lastNames})[1 + n / 25 % 25] as last) as names
     join customers c on c.tenant_id = tenant
       and c.title_key = 'customer ' || to_char(${customerOf(size)}, 'FM00000')`,
    [ids, size.users],
  );
  await session.query(
    `insert into user_profiles (tenant_id, user_id, profile_id)
     select u.tenant_id, u.user_id, p.ids[1 + (get_byte(uuid_send(u.user_id), 15) + k) % 6]
     from users u
     join (select tenant_id, array_agg(profile_id order by name_key) as ids from profiles group by tenant_id) p using (tenant_id)
     cross join lateral generate_series(0, get_byte(uuid_send(u.user_id), 14) % 3) k
     where u.tenant_id = any($1::uuid[])`,
    [ids],
  );
  const { rows } = await session.query<{ id: string; customers: string[]; profiles: string[] }>(
    `select tenant_id as id,
       array(select customer_id from customers c where c.tenant_id = t.tenant_id order by title_key)::text[] as customers,
       array(select profile_id from profiles p where p.tenant_id = t.tenant_id order by name_key)::text[] as profiles
     from tenants t where tenant_id = any($1::uuid[]) order by array_position($1::uuid[], tenant_id)`,
    [ids],
  );
  return rows.map((row) => ({ id: row.id, customerIds: row.customers, profileIds: row.profiles }));
}

export const newTenant = (name: string, parentId: string | null) => ({ id: newId(), name, parentId });
