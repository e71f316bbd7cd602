import { type RawBuilder, sql } from 'kysely';
import type { BulkAction, UserSelection } from '#shared/api/bulkPlans.ts';
import type { Work } from '../../database/unitOfWork.ts';
import { userFilterSql } from '../users/userFilterSql.ts';
import { actorIn, type Caller } from '../../access/caller.ts';
import { rightsScopeOf } from '../../access/guards.ts';
import { activeAdminsSql, mightierUsersSql } from '../../access/store.ts';

type Sql = RawBuilder<unknown>;
type Assignment = Extract<BulkAction, { kind: 'assign-profiles' }>;

const uuids = (ids: readonly string[]): RawBuilder<string[]> => sql<string[]>`${[...ids]}::uuid[]`;

/** Which users are meant, over the alias `u`. */
export function selectionSql(work: Work, selection: UserSelection): Sql {
  if (selection.kind === 'users') {
    return sql`u.tenant_id = ${work.tenantId}::uuid and u.user_id = any(${uuids(selection.userIds)})`;
  }
  const matches = userFilterSql('u', selection.filter, work);
  if (selection.exceptIds.length === 0) return matches;
  return sql`${matches} and u.user_id <> all(${uuids(selection.exceptIds)})`;
}

/** `refusalOf` of shared, and what only the backend knows, as SQL over `u`. A test compares the two. */
function refusalSql(work: Work, caller: Caller, kind: Exclude<BulkAction['kind'], 'assign-profiles'>): Sql {
  const own = sql`when u.user_id = ${actorIn(work.tenantId, caller).userId}::uuid then 'own-account'`;
  const mightier = sql`when u.user_id in (select user_id from mightier) then 'more-rights-than-you'`;
  switch (kind) {
    case 'activate':
      return sql`case when u.disabled_at is null then 'already-active' ${mightier} end`;
    case 'deactivate':
      return sql`case ${own} when u.disabled_at is not null then 'already-disabled' ${mightier} end`;
    case 'delete':
      return sql`case ${own} ${mightier} end`;
    case 'resend-activation':
      return sql`case when u.activated_at is not null then 'already-activated'
        when u.auth_method = 'sso' then 'uses-sso' ${mightier} end`;
  }
}

const intoEffects = sql`insert into bulk_plan_users (tenant_id, plan_id, user_id, name, name_key, email, user_version,
  effect, gains, losses, kept, losing, refused_because, outcome, reason)`;

/**
 * Plans the assignment of profiles: `profileEffect` of shared for every user at once. Gains have the order of the
 * choice, losses and what is kept that of ids. Users without an effect have their outcome already.
 */
export async function planAssignment(
  work: Work,
  planId: string,
  action: Assignment,
  selection: UserSelection,
): Promise<void> {
  const chosen = uuids([...new Set(action.profileIds)]);
  const none = sql`'{}'::uuid[]`;
  const lost = {
    replace: sql`profile_id <> all(${chosen})`,
    add: sql`false`,
    remove: sql`profile_id = any(${chosen})`,
  };
  const gains =
    action.mode === 'remove'
      ? none
      : sql`array(select c.id from unnest(${chosen}) with ordinality as c (id, place)
          where c.id <> all(h.held) order by c.place)`;
  await sql`
    ${intoEffects}
    select ${work.tenantId}::uuid, ${planId}::uuid, user_id, name, name_key, email, version,
      e.effect, gains, losses, kept, cardinality(losses) > 0, null,
      case e.effect when 'unchanged' then 'unchanged' end, null
    from (
      select u.user_id, u.first_name || ' ' || u.last_name as name, u.name_order as name_key, u.email, u.version,
        ${gains} as gains, h.losses, h.kept
      from users u cross join lateral (
        select coalesce(array_agg(s.profile_id), ${none}) as held,
          coalesce(array_agg(s.profile_id order by s.profile_id) filter (where ${lost[action.mode]}), ${none}) as losses,
          coalesce(array_agg(s.profile_id order by s.profile_id) filter (where not (${lost[action.mode]})), ${none}) as kept
        from user_profiles s where s.tenant_id = u.tenant_id and s.user_id = u.user_id) h
      where ${selectionSql(work, selection)}
    ) planned
    cross join lateral (
      select case when cardinality(gains) + cardinality(losses) > 0 then 'changed' else 'unchanged' end as effect) e
  `.execute(work.db);
}

/** Plans any other action: whom it may be done to, and why not the others, who have their outcome already. */
export async function planAction(
  work: Work,
  planId: string,
  plan: {
    readonly kind: Exclude<BulkAction['kind'], 'assign-profiles'>;
    readonly selection: UserSelection;
    readonly caller: Caller;
  },
): Promise<void> {
  const comparison = { actor: plan.caller, scope: rightsScopeOf(plan.kind), userIds: null };
  await sql`
    with mightier as materialized (${mightierUsersSql(work.tenantId, comparison)})
    ${intoEffects}
    select ${work.tenantId}::uuid, ${planId}::uuid, user_id, name, name_key, email, version,
      case when reason is null then 'changed' else 'refused' end, '{}', '{}', '{}', false, reason,
      case when reason is not null then 'refused' end, reason
    from (
      select u.user_id, u.first_name || ' ' || u.last_name as name, u.name_order as name_key, u.email, u.version,
        ${refusalSql(work, plan.caller, plan.kind)} as reason
      from users u where ${selectionSql(work, plan.selection)}
    ) planned`.execute(work.db);
  if (plan.kind === 'deactivate' || plan.kind === 'delete') await keepAnAdmin(work, planId);
}

/** A plan that would leave the tenant without an active admin leaves all of them out. */
async function keepAnAdmin(work: Work, planId: string): Promise<void> {
  await sql`
    with admins as (${activeAdminsSql(work)}), going as (
      select b.user_id from bulk_plan_users b join admins using (user_id)
      where b.tenant_id = ${work.tenantId} and b.plan_id = ${planId} and b.effect = 'changed'
    )
    update bulk_plan_users b set effect = 'refused', refused_because = 'last-admin', outcome = 'refused',
      reason = 'last-admin'
    from going where b.tenant_id = ${work.tenantId} and b.plan_id = ${planId} and b.user_id = going.user_id
      and (select count(*) from going) = (select count(*) from admins)`.execute(work.db);
}

const beforeRun = {
  applying: { waiting: sql`b.outcome is null`, outcome: 'refused' },
  undoing: { waiting: sql`b.outcome = 'succeeded'`, outcome: 'undo-skipped' },
} as const;

/** What undoing an action does. */
const inverses = {
  activate: 'deactivate',
  deactivate: 'activate',
  delete: 'activate',
  'resend-activation': 'resend-activation',
} as const;

/**
 * Before a run, by whoever runs it: refuses those whom that account may not touch, though whoever made the plan might
 * have. Deleting and deactivating the own account is among them.
 */
export async function refuseForRunner(
  work: Work,
  planId: string,
  run: {
    readonly phase: 'applying' | 'undoing';
    readonly kind: BulkAction['kind'];
    readonly caller: Caller;
  },
): Promise<void> {
  const { phase, kind, caller } = run;
  if (kind === 'assign-profiles') return;
  const action = phase === 'applying' ? kind : inverses[kind];
  const ends = action === 'deactivate' || action === 'delete';
  const own = ends ? actorIn(work.tenantId, caller).userId : null;
  const comparison = { actor: caller, scope: rightsScopeOf(action), userIds: null };
  const { waiting, outcome } = beforeRun[phase];
  await sql`
    with mightier as materialized (${mightierUsersSql(work.tenantId, comparison)})
    update bulk_plan_users b set outcome = ${outcome},
      reason = case when b.user_id = ${own}::uuid then 'own-account' else 'more-rights-than-you' end
    where b.tenant_id = ${work.tenantId} and b.plan_id = ${planId} and ${waiting}
      and (b.user_id = ${own}::uuid or b.user_id in (select user_id from mightier))`.execute(work.db);
}
