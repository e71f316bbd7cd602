import type pg from 'pg';

/**
 * A bulk assignment as one raw statement: gives every user of a customer exactly one profile. It leaves what ours leaves,
 * so that the work is the same: a before-image and an outcome per user, new versions (and with them places in the change
 * feed), and an audit event with a hash per user. It plans nothing, asks for no rights, and can't be watched or cancelled.
 */
const statement = `
  with plan as (
    insert into bulk_plans (tenant_id, plan_id, created_by_tenant_id, created_by_user_id, created_by_name, action,
      selection, totals, expires_at)
    values ($1, gen_random_uuid(), $1, $1, '', '{}', '{}', '{}', now())
    returning plan_id
  ), picked as (
    select u.*, array(select s.profile_id from user_profiles s
      where s.tenant_id = u.tenant_id and s.user_id = u.user_id) as held
    from users u where u.tenant_id = $1 and u.customer_id = $2
  ), image as (
    insert into bulk_plan_users (tenant_id, plan_id, user_id, name, name_key, email, user_version, effect, gains,
      losses, outcome, result_version)
    select tenant_id, plan_id, user_id, first_name || ' ' || last_name, name_key, email, version, 'changed',
      array[$3::uuid], held, 'succeeded', version + 1
    from picked, plan
  ), gone as (
    delete from user_profiles s using picked p
    where s.tenant_id = $1 and s.user_id = p.user_id and s.profile_id <> $3::uuid
  ), come as (
    insert into user_profiles (tenant_id, user_id, profile_id)
    select tenant_id, user_id, $3::uuid from picked on conflict do nothing
  ), bumped as (
    update users u set version = u.version + 1, updated_at = now() from picked p
    where u.tenant_id = $1 and u.user_id = p.user_id
  )
  insert into audit_events (tenant_id, sequence, event_id, at, type, target_kind, target_id, target_label, changes,
    details, previous_hash, hash)
  select tenant_id,
    1000000000 + (select coalesce(max(sequence), 0) from audit_events where tenant_id = $1) + row_number() over (),
    gen_random_uuid(), now(), 'user.profiles-assigned', 'user', user_id::text, first_name || ' ' || last_name,
    jsonb_build_array(jsonb_build_object('field', 'profileIds', 'from', array_to_string(held, ', '),
      'to', $3::text)),
    '{}', '', encode(sha256(convert_to(user_id::text || array_to_string(held, ', ') || now()::text, 'UTF8')), 'hex')
  from picked`;

/** Answers how many users were changed. */
export async function assignByStatement(
  client: pg.Client,
  to: { readonly tenantId: string; readonly customerId: string; readonly profileId: string },
): Promise<number> {
  const { rowCount } = await client.query({
    name: 'bulk-assign',
    text: statement,
    values: [to.tenantId, to.customerId, to.profileId],
  });
  return rowCount ?? 0;
}
