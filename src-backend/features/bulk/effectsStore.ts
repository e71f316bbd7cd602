import { type RawBuilder, sql } from 'kysely';
import type { BulkAction, UserSelection } from '#shared/api/bulkPlans.ts';
import { deletedUserRoutes } from '#shared/api/deletedUsers.ts';
import { type ActedOn, ruleOf, type UserAction } from '#shared/domain/userActions.ts';
import { actorIn, type Caller } from '../../access/caller.ts';
import { activeAdminsSql, mightierUsersSql } from '../../access/store.ts';
import type { Work } from '../../database/unitOfWork.ts';
import { uuids } from '../../database/uuids.ts';
import { binSearchSql } from '../users/recycleBinList.ts';
import { binnedUsers } from '../users/recycleBinStore.ts';
import { userFilterSql } from '../users/userFilterSql.ts';
import { actionIn, type BulkActionDefinition, type Phase, type ProfileMoves } from './actionDefinition.ts';

type Sql = RawBuilder<unknown>;

/** Whom an action is for, as rows with the columns of `users` that a plan keeps. */
const peopleSql = (work: Work, on: ActedOn): Sql => (on === 'users' ? sql`users` : binnedUsers(work));

/** Which users are meant, over the alias `u`. In the recycle bin a filter is what was typed there. */
function selectionSql(work: Work, on: ActedOn, selection: UserSelection): Sql {
  if (selection.kind === 'users') {
    return sql`u.tenant_id = ${work.tenantId}::uuid and u.user_id = any(${uuids(selection.userIds)})`;
  }
  const { filter } = selection;
  const matches = on === 'users' ? userFilterSql('u', filter, work) : binSearchSql('u', filter.search ?? '');
  if (selection.exceptIds.length === 0) return matches;
  return sql`${matches} and u.user_id <> all(${uuids(selection.exceptIds)})`;
}

/** A common table expression `mightier`: users with rights that count for this action and that the caller lacks. */
function withMightier(work: Work, caller: Caller, action: UserAction): Sql {
  const { rights, on: among } = ruleOf(action);
  return rights === 'not-compared'
    ? sql`with mightier as (select null::uuid as user_id where false)`
    : sql`with mightier as materialized (
        ${mightierUsersSql(work.tenantId, { actor: caller, scope: rights, userIds: null, among })})`;
}

/** The caller's own user where the action may not be done to it, otherwise null, which equals nobody's id. */
const untouchableId = (work: Work, caller: Caller, action: UserAction): Sql =>
  sql`${ruleOf(action).onOwnAccount ? null : actorIn(work.tenantId, caller).userId}::uuid`;

const none = sql`'{}'::uuid[]`;
const noMoves: ProfileMoves = { from: sql``, gains: none, losses: none, kept: none };

export interface EffectsToPlan {
  readonly action: BulkAction;
  readonly definition: BulkActionDefinition;
  readonly selection: UserSelection;
  readonly caller: Caller;
}

/**
 * Writes for every user of the selection what the action would do: in the order of `refusalOf`, why it can't be
 * done to the user, then what the user gains and loses. Those that it doesn't change have their outcome already.
 * They lie in the order in which a run takes them, so that each of its chunks finds its rows together.
 */
export async function insertEffects(work: Work, planId: string, plan: EffectsToPlan): Promise<void> {
  const { action, definition, selection, caller } = plan;
  const { on } = ruleOf(action.kind);
  const moves = definition.moves?.(action);
  const { from, gains, losses, kept } = moves ?? noMoves;
  const unmoved = moves === undefined ? sql`false` : sql`cardinality(gains) + cardinality(losses) = 0`;
  await sql`
    ${withMightier(work, caller, action.kind)}
    insert into bulk_plan_users (tenant_id, plan_id, user_id, name, name_key, email, user_version, effect, gains, losses,
      kept, losing, refused_because, outcome, reason)
    select ${work.tenantId}::uuid, ${planId}::uuid, user_id, name, name_key, email, version, e.effect, gains, losses, kept,
      cardinality(losses) > 0, refusal, case e.effect when 'changed' then null else e.effect end, refusal
    from (
      select u.user_id, trim(u.first_name || ' ' || u.last_name) as name, u.name_order as name_key, u.email, u.version,
        ${gains} as gains, ${losses} as losses, ${kept} as kept,
        case when u.user_id = ${untouchableId(work, caller, action.kind)} then 'own-account'
          ${definition.refusals?.(work.now, action) ?? sql``}
          when u.user_id in (select user_id from mightier) then 'more-rights-than-you' end as refusal
      from ${peopleSql(work, on)} u ${from} where ${selectionSql(work, on, selection)}
      order by u.user_id
    ) planned
    cross join lateral (
      select case when refusal is not null then 'refused' when ${unmoved} then 'unchanged' else 'changed' end as effect) e
  `.execute(work.db);
  if (selection.kind === 'users') await insertGone(work, planId, { on, userIds: selection.userIds, caller });
  if (ruleOf(action.kind).endsAccess) await keepAnAdmin(work, planId);
}

/**
 * Ids of the selection that are not where the action looks for them, by name where the tenant knows it: of users who are in
 * its recycle bin, or of people in it who are users again. Who may not look into the bin is told no name from it.
 */
async function insertGone(
  work: Work,
  planId: string,
  {
    on,
    userIds,
    caller,
  }: { readonly on: ActedOn; readonly userIds: readonly string[]; readonly caller: Caller },
): Promise<void> {
  const [here, there]: readonly ActedOn[] =
    on === 'users' ? ['users', 'recycle-bin'] : ['recycle-bin', 'users'];
  const reason = on === 'users' ? 'gone' : 'not-in-bin';
  const named =
    there === 'users' || caller.permissions.includes(deletedUserRoutes['deletedUsers.list'].access);
  await sql`
    insert into bulk_plan_users (tenant_id, plan_id, user_id, name, name_key, email, user_version, effect,
      refused_because, outcome, reason)
    select ${work.tenantId}::uuid, ${planId}::uuid, s.id, trim(coalesce(o.first_name || ' ' || o.last_name, '')), '',
      coalesce(o.email, ''), 0, 'refused', ${reason}, 'refused', ${reason}
    from (select distinct unnest(${uuids(userIds)}) as id) s
    left join ${peopleSql(work, there!)} o on ${named} and o.tenant_id = ${work.tenantId}::uuid and o.user_id = s.id
    where not exists (
      select from ${peopleSql(work, here!)} u where u.tenant_id = ${work.tenantId}::uuid and u.user_id = s.id)`.execute(
    work.db,
  );
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

/** Which users are waiting in a phase, and the outcome of those that are left out before it begins. */
const beforeRun = {
  applying: { waiting: sql`b.outcome is null`, outcome: 'refused' },
  undoing: { waiting: sql`b.outcome = 'succeeded'`, outcome: 'undo-skipped' },
} as const;

/**
 * Before a run, for the account that starts it: leaves out users that this account may not touch, although the
 * account that made the plan might.
 */
export async function refuseForRunner(
  work: Work,
  planId: string,
  run: { readonly phase: Phase; readonly kind: BulkAction['kind']; readonly caller: Caller },
): Promise<void> {
  const { phase, kind, caller } = run;
  const action = actionIn(phase, kind);
  // An action that anyone may do to anyone leaves nobody out.
  if (action === null || (ruleOf(action).rights === 'not-compared' && ruleOf(action).onOwnAccount)) return;
  const { waiting, outcome } = beforeRun[phase];
  const own = untouchableId(work, caller, action);
  await sql`
    ${withMightier(work, caller, action)}
    update bulk_plan_users b set outcome = ${outcome},
      reason = case when b.user_id = ${own} then 'own-account' else 'more-rights-than-you' end
    where b.tenant_id = ${work.tenantId} and b.plan_id = ${planId} and ${waiting}
      and (b.user_id = ${own} or b.user_id in (select user_id from mightier))`.execute(work.db);
}
